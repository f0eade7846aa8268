/** Moves the focus between the deals of the board by arrow keys. False when the key is none, or there is no deal that way. */
export function focusNeighbour(from: HTMLElement, key: string): boolean {
  const columns = [...(from.closest('.board-columns')?.querySelectorAll('.column') ?? [])].map((column) => [
    ...column.querySelectorAll<HTMLElement>('.deal'),
  ]);
  const x = columns.findIndex((deals) => deals.includes(from));
  const y = columns[x]?.indexOf(from) ?? -1;
  const next = neighbourAt(columns, x, y, key);
  next?.focus();
  return next !== undefined;
}

function neighbourAt<Item>(columns: readonly (readonly Item[])[], x: number, y: number, key: string): Item | undefined {
  switch (key) {
    case 'ArrowDown':
      return columns[x]?.[y + 1];
    case 'ArrowUp':
      return columns[x]?.[y - 1];
    case 'ArrowRight':
      return besides(columns.slice(x + 1), y);
    case 'ArrowLeft':
      return besides(columns.slice(0, Math.max(0, x)).reverse(), y);
    default:
      return undefined;
  }
}

/** The item at the same height in the nearest column that has any. */
function besides<Item>(columns: readonly (readonly Item[])[], y: number): Item | undefined {
  const column = columns.find((items) => items.length > 0);
  return column?.[Math.min(y, column.length - 1)];
}
