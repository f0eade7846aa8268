import { hasCode } from '../../../app/errors.ts';

/** What is asked for, or null when the CRM has it no longer. */
export async function unlessGone<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await ask();
  } catch (error) {
    if (hasCode(error, 'crm.card-gone')) return null;
    throw error;
  }
}

/** Removes something. @returns false when it was gone already */
export async function wasThere(remove: () => Promise<unknown>): Promise<boolean> {
  return (await unlessGone(async () => (await remove(), true))) ?? false;
}
