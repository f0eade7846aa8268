import { z } from 'zod';
import { CARD_KINDS, type CardKind } from '../../app/domain/card.ts';
import { markShape, NOTHING_READ, type Mark } from './change-marks.ts';

const cursorShape = z.object({
  marks: z.record(z.enum(CARD_KINDS), markShape),
  /** What the first load brings; 0 when it is not known. */
  total: z.int(),
});
export type Cursor = z.infer<typeof cursorShape>;

export function firstCursor(total: number): Cursor {
  const marks = { contact: NOTHING_READ, company: NOTHING_READ, lead: NOTHING_READ, deal: NOTHING_READ };
  return { marks, total };
}

export function readCursor(text: string): Cursor {
  return cursorShape.parse(JSON.parse(text));
}

export function withMark(cursor: Cursor, kind: CardKind, next: Mark): Cursor {
  return { ...cursor, marks: { ...cursor.marks, [kind]: next } };
}
