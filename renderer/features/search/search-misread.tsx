import type { MailpinError } from '../../../app/errors.ts';
import { Button } from '../../components/button.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { useErrorWords } from '../trouble/error-words.ts';

/** One calm line on what was not understood, with the operator that was probably meant. */
export function SearchMisread({ misread }: Readonly<{ misread: MailpinError }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const words = useErrorWords()(misread);
  const { operator, meant } = misread.details;
  const fixed = meant === undefined || meant === 'none' ? null : state.search.replace(`${operator}:`, `${meant}:`);
  return (
    <p className="search-misread" role="status">
      {words.what} {words.next}{' '}
      {fixed !== null && (
        <Button look="link" onClick={() => dispatch({ kind: 'search', text: fixed })}>
          {text('search.use', { search: fixed })}
        </Button>
      )}
    </p>
  );
}
