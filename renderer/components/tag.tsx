import type { ReactNode } from 'react';

export type TagTone = 'plain' | 'accent' | 'warn' | 'bad' | 'quiet';

/** A small fact on a row. The text may be cut, what follows it (a mark, a state) never. */
export function Tag({
  tone = 'plain',
  children,
  mark,
}: Readonly<{ tone?: TagTone; children: ReactNode; mark?: ReactNode }>) {
  return (
    <span className={`tag tag-${tone}`}>
      <span className="clip" dir="auto">
        {children}
      </span>
      {mark}
    </span>
  );
}
