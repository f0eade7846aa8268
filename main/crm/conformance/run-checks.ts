import { toMailpinError, type MailpinError } from '../../../app/errors.ts';
import { Skipped, type Check, type Subject } from './subject.ts';

/** How a check went: kept, broken with the reason, or not run because the CRM or the server does not lend itself to it. */
export type CheckResult =
  | { readonly name: string; readonly verdict: 'kept'; readonly ms: number }
  | { readonly name: string; readonly verdict: 'skipped'; readonly because: string }
  | {
      readonly name: string;
      readonly verdict: 'broken';
      readonly ms: number;
      readonly because: string;
      /** The CRM's own trouble, where that is the reason. */
      readonly error: MailpinError | null;
    };

const WITHOUT = {
  faulty: 'there is no line that could fail',
  fill: 'needs a stand-in: hundreds of contacts are not made at a real server',
  withBadCredential: 'nobody signs in',
} as const;

/** Runs checks one after another: they share cards, and a CRM counts requests. */
export async function runChecks(
  checks: readonly Check[],
  subject: Subject,
  onResult: (result: CheckResult) => void = () => undefined,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await runCheck(check, subject);
    results.push(result);
    onResult(result);
  }
  return results;
}

async function runCheck({ name, needs, run }: Check, subject: Subject): Promise<CheckResult> {
  if (needs !== undefined && subject[needs] === undefined) return { name, verdict: 'skipped', because: WITHOUT[needs] };
  const startedAt = performance.now();
  try {
    await run(subject);
    return { name, verdict: 'kept', ms: Math.round(performance.now() - startedAt) };
  } catch (thrown) {
    if (thrown instanceof Skipped) return { name, verdict: 'skipped', because: thrown.message };
    const error = toMailpinError(thrown);
    const isOfCrm = error.code !== 'internal';
    return {
      name,
      verdict: 'broken',
      ms: Math.round(performance.now() - startedAt),
      because: isOfCrm ? error.code : thrown instanceof Error ? thrown.message : String(thrown),
      error: isOfCrm ? error : null,
    };
  } finally {
    subject.faulty?.faults.heal();
  }
}
