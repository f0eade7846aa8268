import type { CarriedCard, CarryRow } from '../../../app/contract/carry-views.ts';
import type { Likeness, Unlikeness } from '../../../app/domain/carry.ts';
import { csvText } from '../csv-text.ts';

const TITLES = [
  'card',
  'kind',
  'name',
  'mails',
  'kept out',
  'state',
  'said',
  'counterpart',
  'its name',
  'for',
  'against',
];

/** The table of a carry (RFC 4180): a line a card with its counterpart, else a line a candidate. */
export function carryCsv(rows: readonly CarryRow[]): string {
  return csvText([TITLES, ...rows.flatMap(linesOf)]);
}

function linesOf(row: CarryRow): readonly (readonly string[])[] {
  const { card, mailCount, keptOutCount, set, said, counterpart, candidates } = row;
  const facts = [card.id, card.kind, card.name, String(mailCount), String(keptOutCount), set, said ?? ''];
  const ofCounterpart = candidates.find((candidate) => candidate.card.id === counterpart?.id);
  if (counterpart !== null) {
    return [[...facts, ...named(counterpart), ...evidence(ofCounterpart)]];
  }
  if (candidates.length === 0 || set !== 'unsure') return [[...facts, '', '', '', '']];
  return candidates.map((candidate) => [...facts, ...named(candidate.card), ...evidence(candidate)]);
}

function named({ id, name }: CarriedCard): readonly string[] {
  return [id, name];
}

function evidence(candidate: CarryRow['candidates'][number] | undefined): readonly string[] {
  const words = (facts: readonly (Likeness | Unlikeness)[]) => facts.map(({ kind }) => kind).join(' ');
  return [words(candidate?.likeness ?? []), words(candidate?.unlikeness ?? [])];
}
