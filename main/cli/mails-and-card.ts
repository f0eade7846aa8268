import type { Context } from './command.ts';

/** The mails and the card of `MAIL... --card ID` or `MAIL... CARD`. Throws input.usage when one of them is missing. */
export function mailsAndCard(
  context: Pick<Context, 'usage'>,
  operands: readonly string[],
  card: string | undefined,
): { readonly mails: readonly string[]; readonly card: string } {
  if (card !== undefined) return { mails: operands, card };
  const last = operands.at(-1);
  if (last === undefined || operands.length < 2) throw context.usage('cli.usage.card-missing');
  return { mails: operands.slice(0, -1), card: last };
}
