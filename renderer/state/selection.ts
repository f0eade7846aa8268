/** Which threads are selected: one, a range, or some. Pure; the order is the list's, newest first. */
import type { ThreadId } from '../../app/domain/ids.ts';

export interface Selection {
  /** In no particular order. */
  readonly ids: ReadonlySet<ThreadId>;
  /** Where the keyboard is, and what the reading pane shows. */
  readonly active: ThreadId | null;
  /** Where a range with Shift begins. */
  readonly anchor: ThreadId | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), active: null, anchor: null };

export function selectOnly(id: ThreadId): Selection {
  return { ids: new Set([id]), active: id, anchor: id };
}

/** Ctrl/Cmd: puts one in or takes it out, keeping the others. */
export function toggle(selection: Selection, id: ThreadId): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, active: id, anchor: id };
}

/** Shift: everything from the anchor to here. */
export function extendTo(selection: Selection, id: ThreadId, order: readonly ThreadId[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return selectOnly(id);
  const ids = new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1));
  return { ids, active: id, anchor: selection.anchor };
}

/** The thread `steps` further down (negative: up) from the active one, held inside the list; the first when none is active. */
export function neighbour(selection: Selection, steps: number, order: readonly ThreadId[]): ThreadId | null {
  const at = selection.active === null ? -1 : order.indexOf(selection.active);
  if (at < 0) return order[0] ?? null;
  return order[Math.max(0, Math.min(order.length - 1, at + steps))] ?? null;
}
