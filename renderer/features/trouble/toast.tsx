import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from './failure.tsx';

/** A failure of something the user did a moment ago; stays until it is read. */
export function Toast() {
  const { failure, dismiss } = useAnnouncer();
  const text = useText();
  if (failure === null) return null;
  return (
    <div className="toast">
      <Failure
        error={failure}
        actions={
          <Button look="icon" aria-label={text('trouble.dismiss')} onClick={dismiss}>
            <Icon name="close" />
          </Button>
        }
      />
    </div>
  );
}
