import { useState } from 'react';
import type { ShorteningPreview, SpaceReport } from '../../../app/contract/space-views.ts';
import { KEPT_BECAUSE, SPARED_MAIL, type TextKeeping } from '../../../app/domain/text-keeping.ts';
import { Button } from '../../components/button.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** Months offered; a period said on the command line is offered too. */
const PERIODS = [60, 24, 12, 6];

type KeepingFormProps = Readonly<{
  keeping: TextKeeping;
  isBusy: boolean;
  onDone: (report: SpaceReport) => void;
}>;

/** How long texts are kept whole. What another choice would do is counted before it can be made. */
export function KeepingForm({ keeping, isBusy, onDone }: KeepingFormProps) {
  const text = useText();
  const { fail } = useAnnouncer();
  const [draft, setDraft] = useState(keeping);
  const preview = useCommand('space.preview');
  const keep = useCommand('space.keep');
  const isNew = JSON.stringify(draft) !== JSON.stringify(keeping);
  const choose = (chosen: TextKeeping) => {
    setDraft(chosen);
    preview.mutate({ keeping: chosen }, { onError: fail });
  };
  const periods = [...new Set([...PERIODS, ...(keeping.months === null ? [] : [keeping.months])])].sort(
    (a, b) => b - a,
  );
  const counted = isNew && preview.data !== undefined ? preview.data : null;
  return (
    <div className="keeping">
      <label className="keeping-field">
        {text('space.keep')}
        <select
          className="input"
          value={draft.months ?? ''}
          disabled={isBusy || keep.isPending}
          onChange={({ target }) => choose({ ...draft, months: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">{text('space.keep.always')}</option>
          {periods.map((months) => (
            <option key={months} value={months}>
              {months % 12 === 0
                ? text('space.keep.years', { count: months / 12 })
                : text('space.keep.months', { count: months })}
            </option>
          ))}
        </select>
      </label>
      {draft.months !== null && (
        <label className="keeping-field">
          {text('space.spared')}
          <select
            className="input"
            value={draft.spared}
            disabled={isBusy || keep.isPending}
            onChange={({ target }) =>
              choose({ ...draft, spared: SPARED_MAIL.find((one) => one === target.value) ?? draft.spared })
            }
          >
            {SPARED_MAIL.map((spared) => (
              <option key={spared} value={spared}>
                {text(`space.spared.${spared}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {isNew && (
        <p role="status">
          {counted === null ? (
            text('space.counting')
          ) : (
            <PreviewWords preview={counted} isAlways={draft.months === null} />
          )}
        </p>
      )}
      {isNew && (
        <div className="keeping-end">
          <Button
            look="main"
            disabled={counted === null || isBusy || keep.isPending}
            onClick={() => keep.mutate({ keeping: draft }, { onSuccess: onDone, onError: fail })}
          >
            {text(keep.isPending ? 'space.keeping' : 'space.keep.submit', { count: counted?.mailCount ?? 0 })}
          </Button>
          <Button disabled={keep.isPending} onClick={() => setDraft(keeping)}>
            {text('space.keep.back')}
          </Button>
        </div>
      )}
      <p className="dim account-hint">{text('space.hint')}</p>
    </div>
  );
}

/** What would be shortened, and what of the same age stays whole for which reason. */
function PreviewWords({ preview, isAlways }: Readonly<{ preview: ShorteningPreview; isAlways: boolean }>) {
  const text = useText();
  const format = useFormat();
  const { mailCount, bytes, kept, fetchableCount } = preview;
  if (isAlways) return text('space.preview.always', { count: fetchableCount });
  const stay = KEPT_BECAUSE.filter((reason) => kept[reason] > 0).map((reason) =>
    text(`space.preview.${reason}`, { count: kept[reason] }),
  );
  return (
    <>
      {text('space.preview', { count: mailCount, size: format.size(bytes) })}
      {stay.length > 0 && <> {text('space.preview.stay', { reasons: format.list(stay) })}</>}
    </>
  );
}
