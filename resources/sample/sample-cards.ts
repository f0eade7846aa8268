/** The cards of the sample CRM, in the form of an import file; see docs/card-import.md. */
import { readFileSync } from 'node:fs';
import { countWorkingDays, workingDaysBefore } from './sample-calendar.ts';

export interface SampleCard {
  readonly kind: 'lead' | 'contact' | 'company' | 'deal';
  readonly id: string;
  readonly name: string;
  readonly createdAt?: string;
  readonly closedAt?: string;
  /** The other fields of a card row, passed through. */
  readonly [field: string]: string | readonly string[] | undefined;
}

/** The day the dates in cards.json were written for. */
const WRITTEN_FOR = new Date('2026-11-20T16:00:00Z');

/** The file as an object ready to be written and imported, its dates moved by working days so that they fit mail made for `now`. */
export function sampleCards({ now }: { readonly now: Date }): { readonly cards: readonly SampleCard[] } {
  const file: unknown = JSON.parse(readFileSync(new URL('./cards.json', import.meta.url), 'utf8'));
  if (!isCardFile(file)) throw new Error('cards.json holds no cards');
  return {
    cards: file.cards.map((card) => ({ ...card, ...moved('createdAt', card, now), ...moved('closedAt', card, now) })),
  };
}

function isCardFile(file: unknown): file is { readonly cards: readonly SampleCard[] } {
  return typeof file === 'object' && file !== null && 'cards' in file && Array.isArray(file.cards);
}

function moved(field: 'createdAt' | 'closedAt', card: SampleCard, now: Date): Partial<Record<typeof field, string>> {
  const written = card[field];
  if (written === undefined) return {};
  const days = countWorkingDays(new Date(written), WRITTEN_FOR);
  const day = workingDaysBefore(now, days).toISOString().slice(0, 10);
  return { [field]: `${day}${written.slice(10)}` };
}
