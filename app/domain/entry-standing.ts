/**
 * What an entry on a card at the CRM is. `ours`: Mailpin put it there. `note`: written by hand. `foreign`: mail of others that is not here.
 * `known`: here, but not on the card. `same`: stands for the mail on the card. `copy`: there besides the one that Mailpin put there.
 */
export type EntryStanding = 'ours' | 'note' | 'foreign' | 'known' | 'same' | 'copy';
