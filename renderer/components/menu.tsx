import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import './menu.css';

export interface MenuItem {
  readonly label: string;
  readonly onPick: () => void;
  /** Of a choice: whether it is the one that stands. Left out for what is no choice. */
  readonly isOn?: boolean;
  /** A line stands before it. */
  readonly beginsGroup?: boolean;
}

type MenuProps = Readonly<{
  items: readonly MenuItem[];
  label: string;
  /** The button it belongs to: it opens below it, and the focus goes back to it. */
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}>;

const EDGE_PX = 8;

/** What can be done, open while it is there. Arrows move in it, Escape and a click beside it close it (ARIA practices: menu button). */
export function Menu({ items, label, anchor, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const entries = () => [...(menu.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
  useEffect(() => {
    const [under, list] = [anchor.current?.getBoundingClientRect(), menu.current];
    if (under === undefined || list === null) return;
    list.showPopover();
    const { width, height } = list.getBoundingClientRect();
    const fitsBelow = under.bottom + height + EDGE_PX < window.innerHeight;
    list.style.left = `${Math.max(EDGE_PX, Math.min(under.left, window.innerWidth - width - EDGE_PX))}px`;
    list.style.top = `${fitsBelow ? under.bottom : Math.max(EDGE_PX, under.top - height)}px`;
    list.querySelector('button')?.focus();
  }, [anchor]);
  const close = () => {
    onClose();
    anchor.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const all = entries();
    const at = all.findIndex((entry) => entry === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key !== 'Escape' && event.key !== 'Tab' && to === undefined) return;
    event.preventDefault();
    if (to === undefined) close();
    else all[(to + all.length) % all.length]?.focus();
  };
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={label}
      className="menu"
      onKeyDown={onKeyDown}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
    >
      {items.map(({ label: words, onPick, isOn, beginsGroup = false }) => (
        <button
          key={words}
          type="button"
          role={isOn === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={isOn}
          tabIndex={-1}
          className={`menu-item ${beginsGroup ? 'menu-group' : ''}`}
          onClick={() => {
            close();
            onPick();
          }}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
