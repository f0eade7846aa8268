/** What a CRM can do, in sentences; the same for the page and the command line. */

/** As in `app/domain/crm-capabilities.ts`, which this folder does not know. */
export interface WordedCapabilities {
  readonly storesMailAs: 'email' | 'note';
  readonly cardsPerMail: 'several' | 'one' | 'one-and-people';
  readonly recipientLimit: number | null;
  readonly bodyLimitBytes: number | null;
  readonly attachments: 'sent' | 'named' | 'here';
  readonly attachmentLimitBytes: number | null;
  readonly keepsDate: boolean;
  readonly changes: 'cursor' | 'updated-since' | 'full-scan';
  readonly reportsDeletes: boolean;
  readonly showsForeignMail: boolean;
  readonly dedupe: 'atomic' | 'lookup';
  readonly detach: 'unlink' | 'delete-copy';
  readonly endOfLife: string | null;
}

type Yes = 'yes' | 'no';
type CapabilityKey =
  | `crm.stores.${WordedCapabilities['storesMailAs']}`
  | `crm.cards.${WordedCapabilities['cardsPerMail']}`
  | `crm.recipients.${'any' | 'limited'}`
  | `crm.body.${'any' | 'limited'}`
  | `crm.attachments.${'sent' | 'limited' | 'named' | 'here'}`
  | `crm.date.${Yes}`
  | `crm.changes.${WordedCapabilities['changes']}`
  | `crm.deletes.${Yes}`
  | `crm.foreign.${Yes}`
  | `crm.dedupe.${WordedCapabilities['dedupe']}`
  | `crm.detach.${WordedCapabilities['detach']}`
  | 'crm.end-of-life';

const KIB = 1024;

/** One sentence each, the most telling first. */
export function capabilityWords(
  format: (key: CapabilityKey, values: Readonly<Record<string, string | number>>) => string,
  can: WordedCapabilities,
): readonly string[] {
  const isLimited = can.attachments === 'sent' && can.attachmentLimitBytes !== null;
  return [
    format(`crm.stores.${can.storesMailAs}`, {}),
    format(`crm.cards.${can.cardsPerMail}`, {}),
    format(`crm.date.${yes(can.keepsDate)}`, {}),
    format(`crm.attachments.${isLimited ? 'limited' : can.attachments}`, {
      mebibytes: (can.attachmentLimitBytes ?? 0) / KIB / KIB,
    }),
    format(`crm.body.${can.bodyLimitBytes === null ? 'any' : 'limited'}`, {
      kibibytes: (can.bodyLimitBytes ?? 0) / KIB,
    }),
    format(`crm.recipients.${can.recipientLimit === null ? 'any' : 'limited'}`, { count: can.recipientLimit ?? 0 }),
    format(`crm.dedupe.${can.dedupe}`, {}),
    format(`crm.detach.${can.detach}`, {}),
    format(`crm.changes.${can.changes}`, {}),
    format(`crm.deletes.${yes(can.reportsDeletes)}`, {}),
    format(`crm.foreign.${yes(can.showsForeignMail)}`, {}),
    ...(can.endOfLife === null ? [] : [format('crm.end-of-life', { day: can.endOfLife })]),
  ];
}

function yes(isSo: boolean): Yes {
  return isSo ? 'yes' : 'no';
}
