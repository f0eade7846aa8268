import type { MailView } from '../../../app/contract/views.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { toMailpinError } from '../../../app/errors.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** The files of a mail as small cards. Saving asks the shell where to; the page only proposes the name. */
export function Attachments({ mail }: Readonly<{ mail: MailView }>) {
  const text = useText();
  const format = useFormat();
  const { say, fail } = useAnnouncer();
  const save = useCommand('attachments.save');
  const files = mail.attachments.filter(({ isInline }) => !isInline);
  if (files.length === 0) return null;
  return (
    <ul className="attachments" aria-label={text('mail.attachments')}>
      {files.map(({ part, fileName, sizeBytes }) => {
        const name = fileName === '' ? text('mail.unnamed-file') : fileName;
        return (
          <li key={part} className="attachment">
            <Icon name="file" />
            <span className="clip" dir="auto" title={name}>
              {name}
            </span>
            <span className="dim">{format.size(sizeBytes)}</span>
            <Button
              look="icon"
              aria-label={text('mail.save', { name })}
              title={text('mail.save', { name })}
              disabled={save.isPending}
              onClick={() =>
                save.mutate(
                  { mailId: mail.id, part, path: name },
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
      })}
    </ul>
  );
}
