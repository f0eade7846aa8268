import type { MailView } from '../../../app/contract/mail-views.ts';
import { EXTENTS, type Extent } from '../../../app/domain/extent.ts';
import { useText } from '../../text/use-text.ts';
import { useExtent } from './use-extent.ts';
import './extent.css';

/** How much of a thread may go to the CRM, answers to come included. A mail of it can be told otherwise by itself. */
export function ThreadExtent({ mails }: Readonly<{ mails: readonly MailView[] }>) {
  const text = useText();
  const setExtent = useExtent();
  const newest = mails.at(-1);
  const extents = new Set(mails.map(({ extent }) => extent));
  const [common] = extents;
  if (newest === undefined) return null;
  return (
    <label className="extent extent-thread">
      <span className="dim">{text('extent.thread')}</span>
      <select
        className="input extent-select"
        value={extents.size === 1 ? common : 'mixed'}
        onChange={({ target }) => void setExtent([newest.id], 'thread', target.value as Extent)}
      >
        {extents.size > 1 && (
          <option value="mixed" disabled>
            {text('extent.mixed')}
          </option>
        )}
        {EXTENTS.map((extent) => (
          <option key={extent} value={extent}>
            {text(`extent.${extent}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
