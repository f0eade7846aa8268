import { useQueryClient } from '@tanstack/react-query';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useText } from '../../text/use-text.ts';
import { useErrorWords } from './error-words.ts';

/** Nothing can be shown at all: what happened, and the way on. */
export function NoEngine({ error }: Readonly<{ error: Error }>) {
  const text = useText();
  const client = useQueryClient();
  const { what, next } = useErrorWords()(error);
  useReady(true);
  return (
    <main className="no-engine" role="alert">
      <EmptyState
        icon="alert"
        title={what}
        actions={<Button onClick={() => void client.resetQueries()}>{text('trouble.again')}</Button>}
      >
        {next}
      </EmptyState>
    </main>
  );
}
