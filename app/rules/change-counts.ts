import type { ChangeCounts, MailChange } from '../domain/mail-change.ts';

/** A change of rules that touches more mails than this is shown before it is made, and the user says go (rules 8). */
const CONFIRM_ABOVE = 20;

export function countChanges(changes: readonly MailChange[]): ChangeCounts {
  return {
    mailCount: changes.length,
    joiningCount: changes.filter(({ joins }) => joins.length > 0).length,
    leavingCount: changes.filter(({ leaves }) => leaves.length > 0).length,
    askingCount: changes.filter(({ isAsking }) => isAsking).length,
    cardCount: new Set(changes.flatMap(({ joins, leaves }) => [...joins, ...leaves])).size,
  };
}

export function needsConfirmation({ mailCount }: Pick<ChangeCounts, 'mailCount'>): boolean {
  return mailCount > CONFIRM_ABOVE;
}
