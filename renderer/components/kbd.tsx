import type { ReactNode } from 'react';

/** A key as it is printed on a keyboard; decoration, since the control says its key by `aria-keyshortcuts`. */
export function Kbd({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  );
}
