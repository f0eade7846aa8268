import { useId, useRef, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './button.tsx';
import './menu.css';

export interface MenuItem {
  readonly label: string;
  readonly onPick: () => void;
  /** Of a choice: whether it is the one that stands. Left out for what is no choice. */
  readonly isOn?: boolean;
  /** A line stands before it. */
  readonly beginsGroup?: boolean;
}

type MenuProps = Readonly<{ items: readonly MenuItem[]; label: string; children: ReactNode }> &
  Omit<ComponentProps<typeof Button>, 'children' | 'onClick' | 'popover'>;

const EDGE_PX = 8;

/** A button that opens a list of what can be done. Arrows move in it, Escape and a click beside it close it (ARIA practices: menu button). */
export function Menu({ items, label, children, ...button }: MenuProps) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const entries = () => [...(menu.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
  const place = () => {
    const [under, list] = [trigger.current?.getBoundingClientRect(), menu.current];
    if (under === undefined || list === null) return;
    const { width, height } = list.getBoundingClientRect();
    const fitsBelow = under.bottom + height + EDGE_PX < window.innerHeight;
    list.style.left = `${Math.max(EDGE_PX, Math.min(under.left, window.innerWidth - width - EDGE_PX))}px`;
    list.style.top = `${fitsBelow ? under.bottom : Math.max(EDGE_PX, under.top - height)}px`;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      menu.current?.hidePopover();
      trigger.current?.focus();
      return;
    }
    const all = entries();
    const at = all.findIndex((entry) => entry === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  return (
    <>
      <Button {...button} ref={trigger} aria-haspopup="menu" popoverTarget={id}>
        {children}
      </Button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className="menu"
        onKeyDown={onKeyDown}
        onToggle={({ newState }) => {
          if (newState !== 'open') return;
          place();
          entries()[0]?.focus();
        }}
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
              menu.current?.hidePopover();
              onPick();
            }}
          >
            {words}
          </button>
        ))}
      </div>
    </>
  );
}
