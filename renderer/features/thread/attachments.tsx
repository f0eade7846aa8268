import type { MailView } from '../../../app/contract/mail-views.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import type { Attachment } from '../../../app/domain/mail.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** The files of a mail; the pictures of its text are shown there. */
export function Attachments({ mail }: Readonly<{ mail: MailView }>) {
  return <AttachmentList mailId={mail.id} files={mail.attachments.filter(({ isInline }) => !isInline)} />;
}

type AttachmentListProps = Readonly<{ mailId: MailId; files: readonly Attachment[] }>;

/** Files as small cards. Saving asks the shell where to; the page only proposes the name. A mail among them can be read. */
export function AttachmentList({ mailId, files }: AttachmentListProps) {
  const text = useText();
  if (files.length === 0) return null;
  return (
    <ul className="attachments" aria-label={text('mail.attachments')}>
      {files.map((file) => (
        <AttachmentCard key={file.part} mailId={mailId} file={file} />
      ))}
    </ul>
  );
}

function AttachmentCard({ mailId, file }: Readonly<{ mailId: MailId; file: Attachment }>) {
  const text = useText();
  const format = useFormat();
  const dispatch = useDispatch();
  const { say, fail } = useAnnouncer();
  const save = useCommand('attachments.save');
  const { part, fileName, mediaType, sizeBytes } = file;
  const name = fileName === '' ? text('mail.unnamed-file') : fileName;
  const isMail = /^message\/(?:rfc822|global)$/.test(mediaType);
  return (
    <li className="attachment">
      <Icon name={isMail ? 'mail' : 'file'} />
      {isMail ? (
        <Button
          look="link"
          className="clip"
          title={text('mail.read-attached', { name })}
          onClick={() => dispatch({ kind: 'open', dialog: { kind: 'attached-mail', mailId, part } })}
        >
          {name}
        </Button>
      ) : (
        <span className="clip" dir="auto" title={name}>
          {name}
        </span>
      )}
      <span className="dim">{format.size(sizeBytes)}</span>
      <Button
        look="icon"
        aria-label={text('mail.save', { name })}
        title={text('mail.save', { name })}
        disabled={save.isPending}
        onClick={() =>
          save.mutate(
            { mailId, part, path: name },
            {
              onSuccess: () => say(text('said.saved', { name })),
              onError: (error) => toMailpinError(error).code !== 'cancelled' && fail(error),
            },
          )
        }
      >
        <Icon name="save" />
      </Button>
    </li>
  );
}
