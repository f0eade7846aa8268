import type { MailView } from '../../../app/contract/mail-views.ts';
import { EXTENTS, type Extent } from '../../../app/domain/extent.ts';
import { useText } from '../../text/use-text.ts';
import { useExtent } from './use-extent.ts';
import './extent.css';

/** How much of a mail may go to the CRM: this mail alone. The choice for the whole thread stands below its cards. */
export function ExtentChoice({ mail }: Readonly<{ mail: MailView }>) {
  const text = useText();
  const setExtent = useExtent();
  return (
    <label className="extent">
      <span className="dim">{text('extent.label')}</span>
      <select
        className="input extent-select"
        value={mail.extent}
        onChange={({ target }) => void setExtent([mail.id], 'message', target.value as Extent)}
      >
        {EXTENTS.map((extent) => (
          <option key={extent} value={extent}>
            {text(`extent.${extent}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
