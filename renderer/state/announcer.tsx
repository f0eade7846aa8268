import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

/** What stays in sight until it is dismissed: a failure, or a plain sentence. */
export type Told =
  { readonly kind: 'failure'; readonly error: Error } | { readonly kind: 'fact'; readonly sentence: string };

/** A sentence nobody asked for: read aloud politely, or shown until it is dismissed. */
interface Announcer {
  readonly say: (sentence: string) => void;
  readonly tell: (sentence: string) => void;
  readonly fail: (error: Error) => void;
  readonly told: Told | null;
  readonly dismiss: () => void;
}
const AnnouncerContext = createContext<Announcer | null>(null);

/** One live region for the whole window. A sentence said twice is read twice. */
export function AnnouncerProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [spoken, setSpoken] = useState({ sentence: '', turn: 0 });
  const [told, setTold] = useState<Told | null>(null);
  const say = useCallback((sentence: string) => setSpoken(({ turn }) => ({ sentence, turn: turn + 1 })), []);
  const tell = useCallback((sentence: string) => setTold({ kind: 'fact', sentence }), []);
  const fail = useCallback((error: Error) => setTold({ kind: 'failure', error }), []);
  const value = useMemo(() => ({ say, tell, fail, told, dismiss: () => setTold(null) }), [say, tell, fail, told]);
  return (
    <AnnouncerContext value={value}>
      {children}
      <div className="unseen" role="status" aria-live="polite">
        <span key={spoken.turn}>{spoken.sentence}</span>
      </div>
    </AnnouncerContext>
  );
}

export function useAnnouncer(): Announcer {
  const value = useContext(AnnouncerContext);
  if (value === null) throw new Error('no AnnouncerProvider above');
  return value;
}
