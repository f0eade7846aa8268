import { MailpinError } from '../../app/errors.ts';

/** Where a page of a list by time ended, and how many there are in all: counted once, and carried on by the pages that follow. */
export interface PagePlace {
  readonly at: number;
  readonly id: number;
  readonly total: number;
}

/** As the page that follows is asked for. */
export function toCursor({ at, id, total }: PagePlace): string {
  return [at, id, total].join('.');
}

/** Throws input.invalid for a cursor that is none of ours. */
export function readCursor(cursor: string): PagePlace {
  const [, at, id, total] = /^(-?\d{1,16})\.(\d{1,16})\.(\d{1,16})$/.exec(cursor) ?? [];
  if (total === undefined) throw new MailpinError('input.invalid', { field: 'cursor' });
  return { at: Number(at), id: Number(id), total: Number(total) };
}
