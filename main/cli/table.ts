import { displayWidth, fitTo } from './display-width.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Gives way first when the terminal is too narrow. */
  readonly isFlexible?: boolean;
}

const GAP = '  ';
/** A flexible column never becomes narrower. */
const LEAST_COLUMNS = 12;

/**
 * Lines of a table under a line of titles; none when there are no rows.
 * @param columns of the terminal; null for no limit, as in a file or a pipe
 */
export function table(
  layout: readonly Column[],
  rows: readonly (readonly string[])[],
  columns: number | null,
): string[] {
  if (rows.length === 0) return [];
  const lines = [layout.map((column) => column.title), ...rows];
  const widths = layout.map((_column, at) => Math.max(...lines.map((cells) => displayWidth(cells[at] ?? ''))));
  if (columns !== null) shrink(layout, widths, columns);
  return lines.map((cells) =>
    layout
      .map((column, at) => pad(cells[at] ?? '', widths[at] ?? 0, column.align ?? 'left'))
      .join(GAP)
      .trimEnd(),
  );
}

/** Takes from the flexible columns what is too much, from the widest first. */
function shrink(layout: readonly Column[], widths: number[], columns: number): void {
  let excess = widths.reduce((sum, width) => sum + width, (layout.length - 1) * GAP.length) - columns;
  while (excess > 0) {
    const flexible = layout.flatMap((column, at) => (column.isFlexible === true ? [at] : []));
    const widest = flexible.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined || (widths[widest] ?? 0) <= LEAST_COLUMNS) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
}

function pad(cell: string, width: number, align: 'left' | 'right'): string {
  const fitting = fitTo(cell, width);
  const space = ' '.repeat(Math.max(0, width - displayWidth(fitting)));
  return align === 'right' ? space + fitting : fitting + space;
}
