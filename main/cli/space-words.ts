import type { ShorteningPreview, SpaceFacts, SpaceProgress } from '../../app/contract/space-views.ts';
import { KEPT_BECAUSE, type TextKeeping } from '../../app/domain/text-keeping.ts';
import type { Text } from '../../resources/text.ts';
import { table } from './table.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people say it, in powers of 1000: "18.4 MB". */
export function bytesWords(text: Text, bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = UNITS[power] ?? 'byte';
  const format = new Intl.NumberFormat(text.locale, {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  });
  return format.format(bytes / 1000 ** power);
}

/** The file and its parts, what each account and mailbox takes, and what is kept. */
export function spaceLines(text: Text, facts: SpaceFacts, columns: number | null): string[] {
  const size = (bytes: number): string => bytesWords(text, bytes);
  const titles = [
    { title: text.format('cli.column.mailbox'), isFlexible: true },
    { title: text.format('cli.column.mails'), align: 'right' as const },
    { title: text.format('cli.column.at-server'), align: 'right' as const },
    { title: text.format('cli.column.texts-here'), align: 'right' as const },
    { title: text.format('cli.column.shortened'), align: 'right' as const },
  ];
  const count = (value: number): string => value.toLocaleString(text.locale);
  const rows = facts.accounts.flatMap(({ address, mailboxes, ...sum }) =>
    [{ ...sum, name: address }, ...mailboxes.map((one) => ({ ...one, name: `  ${one.path}` }))].map((row) => [
      row.name,
      count(row.mailCount),
      size(row.serverBytes),
      size(row.bodyBytes),
      count(row.shortenedCount),
    ]),
  );
  return [
    text.format('cli.space.database', { size: size(facts.databaseBytes), free: size(facts.freeBytes) }),
    text.format('cli.space.parts', {
      mails: size(facts.mailBytes),
      bodies: size(facts.bodyBytes),
      index: size(facts.indexBytes),
      other: size(facts.otherBytes),
    }),
    ...(rows.length === 0 ? [] : ['', ...table(titles, rows, columns), '']),
    ...keepingLines(text, facts.keeping),
    ...(facts.shortenedCount > 0 ? [text.format('cli.space.shortened', { count: facts.shortenedCount })] : []),
    text.format('cli.space.kept'),
  ];
}

/** How long texts are kept, in words. */
export function keepingLines(text: Text, { months, spared }: TextKeeping): string[] {
  if (months === null) return [text.format('cli.space.keep.all')];
  return [
    text.format('cli.space.keep.months', { period: periodWords(text, months) }),
    text.format(`cli.space.spared.${spared}`),
  ];
}

export function previewLines(text: Text, { mailCount, bytes, kept, fetchableCount }: ShorteningPreview): string[] {
  return [
    text.format('cli.space.preview', { count: mailCount, size: bytesWords(text, bytes) }),
    ...KEPT_BECAUSE.filter((reason) => kept[reason] > 0).map(
      (reason) => `  ${text.format(`cli.space.preview.${reason}`, { count: kept[reason] })}`,
    ),
    ...(fetchableCount === 0 ? [] : [text.format('cli.space.preview.fetch', { count: fetchableCount })]),
  ];
}

/** How far a piece of work is, on one line. */
export function spaceProgressWords(text: Text, { step, done, total }: SpaceProgress): string {
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((done * 100) / total));
  return text.format(`cli.space.progress.${step}`, { done, total, percent });
}

function periodWords(text: Text, months: number): string {
  return months % 12 === 0
    ? text.format('cli.space.years', { count: months / 12 })
    : text.format('cli.space.months', { count: months });
}
