import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from './failure.tsx';

/** What came of something the user did a moment ago: a failure, or why nothing happened; stays until it is read. */
export function Toast() {
  const { told, dismiss } = useAnnouncer();
  const text = useText();
  if (told === null) return null;
  const away = (
    <Button look="icon" aria-label={text('trouble.dismiss')} onClick={dismiss}>
      <Icon name="close" />
    </Button>
  );
  return (
    <div className="toast">
      {told.kind === 'failure' ? (
        <Failure error={told.error} actions={away} />
      ) : (
        <div role="status">
          <Notice tone="warn" icon="alert" actions={away}>
            {told.sentence}
          </Notice>
        </div>
      )}
    </div>
  );
}
