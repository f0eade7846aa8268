import type { AccountSpace } from '../../../app/contract/space-views.ts';
import { mailboxName } from '../../text/mailbox-name.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** What each mailbox of an account takes, at its server and here. */
export function SpaceTable({ account }: Readonly<{ account: AccountSpace }>) {
  const text = useText();
  const format = useFormat();
  const hasShortened = account.shortenedCount > 0;
  return (
    <table className="ledger space-table">
      <thead>
        <tr>
          <th scope="col">{text('audit.mailbox')}</th>
          <th scope="col" className="space-number">
            {text('space.mails')}
          </th>
          <th scope="col" className="space-number">
            {text('space.at-server')}
          </th>
          <th scope="col" className="space-number">
            {text('space.texts-here')}
          </th>
          {hasShortened && (
            <th scope="col" className="space-number">
              {text('space.shortened-column')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {account.mailboxes.map(({ mailboxId, path, role, mailCount, serverBytes, bodyBytes, shortenedCount }) => (
          <tr key={mailboxId}>
            <td className="clip" title={path} dir="auto">
              {mailboxName(text, { role, path })}
            </td>
            <td className="space-number">{format.count(mailCount)}</td>
            <td className="space-number">{format.size(serverBytes)}</td>
            <td className="space-number">{format.size(bodyBytes)}</td>
            {hasShortened && <td className="space-number">{format.count(shortenedCount)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
