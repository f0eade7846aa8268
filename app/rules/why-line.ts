/** How lines of *why* are made, whatever they speak of. */
import type { CardId } from '../domain/ids.ts';
import type { Evidence } from '../domain/link.ts';
import type { WhyFix, WhyLine } from '../domain/why.ts';

export type NameOf = (cardId: CardId) => string;

export function whyLine(
  topic: WhyLine['topic'],
  sentence: string,
  values: WhyLine['values'],
  fix: WhyFix | null = null,
): WhyLine {
  return { topic, sentence, values, fix };
}

/** The end of a sentence's key that tells evidence apart. */
export function evidenceKey(evidence: Evidence): string {
  return evidence.rule === 'address' ? `address.${evidence.step}` : evidence.rule;
}

/** What the sentences about evidence put in. */
export function evidenceValues(evidence: Evidence, nameOf: NameOf): WhyLine['values'] {
  switch (evidence.rule) {
    case 'address':
    case 'remembered':
      return { address: evidence.address };
    case 'converted-lead':
      return { address: evidence.address, lead: nameOf(evidence.leadId) };
    case 'domain':
      return { domain: evidence.domain };
    case 'only-open-deal':
      return { via: nameOf(evidence.viaId) };
    case 'reply':
    case 'user':
      return {};
  }
}

/** Few names, the rest by three dots; the count beside them tells of all. */
export function someOf(names: readonly string[], most: number): string {
  const named = names.slice(0, most).join(', ');
  return names.length > most ? `${named} \u2026` : named;
}
