import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

/** A sentence nobody asked for: read aloud politely, or shown until it is dismissed when it is a failure. */
interface Announcer {
  readonly say: (sentence: string) => void;
  readonly fail: (error: Error) => void;
  readonly failure: Error | null;
  readonly dismiss: () => void;
}
const AnnouncerContext = createContext<Announcer | null>(null);

/** One live region for the whole window. A sentence said twice is read twice. */
export function AnnouncerProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [spoken, setSpoken] = useState({ sentence: '', turn: 0 });
  const [failure, setFailure] = useState<Error | null>(null);
  const say = useCallback((sentence: string) => setSpoken(({ turn }) => ({ sentence, turn: turn + 1 })), []);
  const value = useMemo(() => ({ say, fail: setFailure, failure, dismiss: () => setFailure(null) }), [say, failure]);
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
