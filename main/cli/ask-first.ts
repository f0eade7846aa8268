/** A change that touches more mails than this is shown before it is made, and needs `--yes` (rules 8). */
const WITHOUT_ASKING = 20;

/** Whether the user must say yes to a change before it is made. */
export function isAskedFirst({ mailCount }: { readonly mailCount: number }, isYes: boolean): boolean {
  return !isYes && mailCount > WITHOUT_ASKING;
}
