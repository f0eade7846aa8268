import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

type DialogProps = Readonly<{
  title: string;
  closeLabel: string;
  onClose: () => void;
  shape?: 'middle' | 'wide' | 'top';
  /** Where the pointer was: the dialog opens there instead of in the middle, kept inside the window. */
  at?: Readonly<{ x: number; y: number }> | null;
  children: ReactNode;
}>;

const EDGE_PX = 12;
/** What the focus goes to: the answer that is chosen already, else the first field; without any the title, which is read out then. */
const FIRST_FIELD = '.dialog-body :is(input:checked, input:not([type=radio]))';

/** A modal window of the platform: it keeps the focus, closes by Escape and gives the focus back. */
export function Dialog({ title, closeLabel, onClose, shape = 'middle', at = null, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Before the page is drawn, and again before the dialog leaves it: only a dialog that is still there gives the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    dialog.showModal();
    (dialog.querySelector<HTMLElement>(FIRST_FIELD) ?? dialog.querySelector<HTMLElement>('h2'))?.focus();
    if (at !== null) {
      const { width, height } = dialog.getBoundingClientRect();
      dialog.style.left = `${Math.max(EDGE_PX, Math.min(at.x, window.innerWidth - width - EDGE_PX))}px`;
      dialog.style.top = `${Math.max(EDGE_PX, Math.min(at.y, window.innerHeight - height - EDGE_PX))}px`;
    }
    return () => dialog.close();
  }, [at]);
  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${shape} ${at === null ? '' : 'dialog-placed'}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === ref.current && isOutside(event, ref.current) && onClose()}
    >
      <header className="dialog-head">
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        <Button look="icon" aria-label={closeLabel} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}

function isOutside({ clientX, clientY }: { clientX: number; clientY: number }, element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
