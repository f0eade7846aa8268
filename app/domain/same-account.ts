import type { SourceSettings } from './account.ts';

/**
 * Whether two settings lead to one and the same mailbox (rules 9.6): the provider's stable id, which IMAP with a password does not
 * have, so the sign-in name at that server; for archives the place of the files. Port and encryption are ways there, not identity.
 */
export function isSameAccount(one: SourceSettings, other: SourceSettings): boolean {
  return identityOf(one) === identityOf(other);
}

function identityOf(settings: SourceSettings): string {
  switch (settings.kind) {
    case 'imap':
      return JSON.stringify(['imap', settings.host.toLowerCase().replace(/\.$/, ''), settings.user]);
    case 'maildir':
    case 'mbox':
      return JSON.stringify([settings.kind, settings.path]);
  }
}
