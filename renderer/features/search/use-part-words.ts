import type { SearchCondition } from '../../../app/domain/search.ts';
import type { SearchPart } from '../../../app/rules/search-parts.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { useFormat, type Format } from '../../text/use-format.ts';
import { useText, type Text } from '../../text/use-text.ts';

/** What a part of a search was taken for, in words. */
export function usePartWords(): (part: SearchPart) => string {
  const text = useText();
  const format = useFormat();
  return ({ conditions: [condition, ...others], isNegated, source }) => {
    if (condition === undefined) return source;
    // Of several ways to fulfil a part, such as all endings of pictures, what was typed says more than the list.
    if (others.length > 0) return source;
    const part = wordsOf(condition, text, format);
    return isNegated ? text('search.part.not', { part }) : part;
  };
}

function wordsOf(condition: SearchCondition, text: Text, format: Format): string {
  switch (condition.kind) {
    case 'text':
      return text('search.part.text', { field: condition.field, value: condition.text });
    case 'mine':
      return text('search.part.mine', { field: condition.field });
    case 'date':
      return dateWords(condition, text, format);
    case 'card':
      return condition.text === '*'
        ? text('search.part.any-card', { kind: condition.cardKind ?? 'card' })
        : text('search.part.card', { kind: condition.cardKind ?? 'card', value: condition.text });
    case 'is':
      return text('search.state', { state: condition.state });
    case 'attachment':
      return text('search.part.attachment');
    case 'mailbox':
      return text('search.part.mailbox', { value: condition.text });
    case 'thread':
      return text('search.part.thread', { id: String(condition.threadId) });
  }
}

function dateWords(
  { from, until }: Readonly<{ from: UnixMs | null; until: UnixMs | null }>,
  text: Text,
  format: Format,
): string {
  if (from === null) return text('search.part.before', { day: format.date(until ?? (0 as UnixMs)) });
  if (until === null) return text('search.part.since', { day: format.date(from) });
  return text('search.part.on', { days: format.days(from, (until - 1) as UnixMs) });
}
