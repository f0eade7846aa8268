import type { ReactNode } from 'react';
import { Notice } from '../../components/notice.tsx';
import { useErrorWords } from './error-words.ts';
import './trouble.css';

/** A failure where it happened: what, and the next step. */
export function Failure({ error, actions }: Readonly<{ error: Error; actions?: ReactNode }>) {
  const words = useErrorWords()(error);
  return (
    <div className="failure">
      <Notice tone="bad" icon="alert" actions={actions}>
        {words.what} {words.next}
      </Notice>
    </div>
  );
}
