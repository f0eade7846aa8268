import { useMemo, useState } from 'react';
import type { MailView } from '../../../app/contract/views.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAsk } from '../../data/ask.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { cleanHtml } from './mail-html.ts';
import { MailFrame } from './mail-frame.tsx';
import { ShortenedBody } from './shortened-body.tsx';
import { TextBody } from './text-body.tsx';

/** The words of one mail, fetched when it is opened. */
export function MailBodyView({ mail }: Readonly<{ mail: MailView }>) {
  const { data, error, isPending } = useAsk('mails.body', { mailId: mail.id });
  const text = useText();
  if (error !== null) return <Failure error={error} />;
  if (isPending) return <Bones count={4} label={text('state.loading')} />;
  if (data.shortened !== null) return <ShortenedBody mailId={mail.id} beginning={data.text} />;
  if (data.html !== null) return <HtmlBody html={data.html} mail={mail} />;
  if (data.text.trim() === '') return <p className="dim">{text('mail.no-text')}</p>;
  return <TextBody text={data.text} />;
}

function HtmlBody({ html, mail }: Readonly<{ html: string; mail: MailView }>) {
  const [isRemoteShown, setIsRemoteShown] = useState(false);
  const text = useText();
  const quoteLabel = text('mail.quoted');
  const clean = useMemo(() => cleanHtml(html, { isRemoteShown, quoteLabel }), [html, isRemoteShown, quoteLabel]);
  return (
    <>
      {clean.remoteCount > 0 && !isRemoteShown && (
        <Notice
          tone="plain"
          actions={
            <Button look="link" onClick={() => setIsRemoteShown(true)}>
              {text('mail.pictures-show')}
            </Button>
          }
        >
          {text('mail.pictures-off', { count: clean.remoteCount })}
        </Notice>
      )}
      <MailFrame
        html={clean.html}
        title={text('mail.frame', { subject: mail.subject })}
        isRemoteShown={isRemoteShown}
        isColoured={clean.isColoured}
      />
    </>
  );
}
