import { useQuery } from '@tanstack/react-query';
import type { MailId } from '../../../app/domain/ids.ts';
import type { Participant } from '../../../app/domain/mail.ts';
import { Bones } from '../../components/bones.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useApi } from '../../data/api-context.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { AttachmentList } from './attachments.tsx';
import { HtmlBody } from './html-body.tsx';
import { TextBody } from './text-body.tsx';

/** People of one field that are named; the rest is counted. */
const MOST_PEOPLE = 20;

/** A mail within a mail, read like any other. It is fetched when it is opened and stands on no card of its own. */
export function AttachedMailDialog({ mailId, part }: Readonly<{ mailId: MailId; part: string }>) {
  const api = useApi();
  const dispatch = useDispatch();
  const text = useText();
  const format = useFormat();
  const { data, error, isPending } = useQuery({
    queryKey: ['attachments.open', mailId, part],
    queryFn: () => api.call('attachments.open', { mailId, part }),
  });
  const subject =
    data === undefined ? text('attached.title') : data.subject === '' ? text('mail.no-subject') : data.subject;
  return (
    <Dialog title={subject} shape="wide" closeLabel={text('dialog.close')} onClose={() => dispatch({ kind: 'close' })}>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={5} label={text('attached.fetching')} />}
      {data !== undefined && (
        <div className="attached-mail">
          <dl className="attached-head selectable">
            <Field name={text('attached.from')} people={data.participants.filter(({ role }) => role === 'from')} />
            <Field
              name={text('attached.to')}
              people={data.participants.filter(({ role }) => role === 'to' || role === 'cc' || role === 'bcc')}
            />
            {!data.isDateGuessed && (
              <div>
                <dt>{text('attached.sent')}</dt>
                <dd>{format.fullWhen(data.sentAt)}</dd>
              </div>
            )}
          </dl>
          {data.html !== null ? (
            <HtmlBody html={data.html} subject={subject} mailId={null} />
          ) : data.text.trim() === '' ? (
            <p className="dim">{text('mail.no-text')}</p>
          ) : (
            <TextBody text={data.text} />
          )}
          <AttachmentList mailId={mailId} files={data.attachments} />
        </div>
      )}
    </Dialog>
  );
}

function Field({ name, people }: Readonly<{ name: string; people: readonly Participant[] }>) {
  const text = useText();
  const format = useFormat();
  if (people.length === 0) return null;
  const names = people
    .slice(0, MOST_PEOPLE)
    .map(({ displayName, rawAddress }) => (displayName === '' ? rawAddress : `${displayName} <${rawAddress}>`));
  const more = people.length - names.length;
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">
        {more > 0 ? text('attached.people-more', { names: format.list(names), count: more }) : format.list(names)}
      </dd>
    </div>
  );
}
