import { useMemo, useState } from 'react';
import type { MailId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../text/use-text.ts';
import { useErrorWords } from '../trouble/error-words.ts';
import { cleanHtml } from './mail-html.ts';
import { MailFrame } from './mail-frame.tsx';
import { usePictures } from './use-pictures.ts';

type HtmlBodyProps = Readonly<{
  html: string;
  subject: string;
  /** Whose pictures the HTML names; null when they cannot be had, as within a mail in a mail. */
  mailId: MailId | null;
}>;

/** A mail as its writer painted it, with the pictures it carries; those elsewhere only when asked for. */
export function HtmlBody({ html, subject, mailId }: HtmlBodyProps) {
  const [isRemoteShown, setIsRemoteShown] = useState(false);
  const text = useText();
  const errorWords = useErrorWords();
  const quoteLabel = text('mail.quoted');
  const clean = useMemo(() => cleanHtml(html, { isRemoteShown, quoteLabel }), [html, isRemoteShown, quoteLabel]);
  const own = usePictures(mailId ?? (0 as MailId), mailId !== null && clean.ownCount > 0);
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
      {own.error !== null && (
        <Notice
          tone="plain"
          actions={
            <Button look="link" onClick={own.again}>
              {text('mail.pictures-again')}
            </Button>
          }
        >
          {text('mail.pictures-failed', { because: errorWords(own.error).what })}
        </Notice>
      )}
      {own.leftOutCount > 0 && (
        <Notice tone="plain">{text('mail.pictures-left-out', { count: own.leftOutCount })}</Notice>
      )}
      <MailFrame
        html={clean.html}
        title={text('mail.frame', { subject })}
        isRemoteShown={isRemoteShown}
        isColoured={clean.isColoured}
        pictures={own.byContentId}
      />
    </>
  );
}
