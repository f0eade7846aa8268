import type { MailView } from '../../../app/contract/mail-views.ts';
import { Bones } from '../../components/bones.tsx';
import { useAsk } from '../../data/ask.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { HtmlBody } from './html-body.tsx';
import { ShortenedBody } from './shortened-body.tsx';
import { TextBody } from './text-body.tsx';

/** The words of one mail, fetched when it is opened. */
export function MailBodyView({ mail }: Readonly<{ mail: MailView }>) {
  const { data, error, isPending } = useAsk('mails.body', { mailId: mail.id });
  const text = useText();
  if (error !== null) return <Failure error={error} />;
  if (isPending) return <Bones count={4} label={text('state.loading')} />;
  if (data.shortened !== null) return <ShortenedBody mailId={mail.id} beginning={data.text} />;
  if (data.html !== null) return <HtmlBody html={data.html} subject={mail.subject} mailId={mail.id} />;
  if (data.text.trim() === '') return <p className="dim">{text('mail.no-text')}</p>;
  return <TextBody text={data.text} />;
}
