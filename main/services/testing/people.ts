import type { CardRow } from '../../../app/contract/commands.ts';
import type { AccountId, CanonicalAddress } from '../../../app/domain/ids.ts';

/** Whose mailbox it is. */
export const SALLY = 'sally@seller.test' as CanonicalAddress;
export const SALLY_ID = 'sally@seller.test' as AccountId;

/** A company with a contact, another contact, a deal of each, and a lead. */
export const CARDS: readonly CardRow[] = [
  { kind: 'company', id: 'o1', name: 'Acme', domains: ['acme.test'], row: 1 },
  { kind: 'contact', id: 'c1', name: 'Ana', emails: ['ana@acme.test'], company: 'o1', row: 2 },
  { kind: 'contact', id: 'c2', name: 'Ben', emails: ['ben@bolt.test'], row: 3 },
  { kind: 'deal', id: 'd1', name: 'Acme pilot', company: 'o1', people: ['c1'], stage: 'Negotiation', row: 4 },
  { kind: 'deal', id: 'd2', name: 'Bolt order', people: ['c2'], stage: 'Qualified', row: 5 },
  { kind: 'lead', id: 'l1', name: 'Lea', emails: ['lea@lead.test'], row: 6 },
];
