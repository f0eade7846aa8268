import { useEffect } from 'react';
import type { MailId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { useCommand } from '../../data/command.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { TextBody } from './text-body.tsx';

/** The beginning of a text, while the rest is fetched from the server; the whole text takes this one's place when it is there. */
export function ShortenedBody({ mailId, beginning }: Readonly<{ mailId: MailId; beginning: string }>) {
  const text = useText();
  const { mutate, error, isPending } = useCommand('mails.fetch-text');
  useEffect(() => mutate({ mailId }), [mailId, mutate]);
  return (
    <>
      <TextBody text={beginning} />
      {error === null ? (
        <p className="dim" role="status">
          {text('mail.fetching-rest')}
        </p>
      ) : (
        <>
          <p className="dim">{text('mail.beginning-only')}</p>
          <Failure error={error} />
          <Button disabled={isPending} onClick={() => mutate({ mailId })}>
            {text('mail.fetch-rest')}
          </Button>
        </>
      )}
    </>
  );
}
