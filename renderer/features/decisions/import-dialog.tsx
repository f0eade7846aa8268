import { useEffect, useState } from 'react';
import type { DecisionImportReport } from '../../../app/contract/decision-views.ts';
import { toMailpinError, type MailpinError } from '../../../app/errors.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useApi } from '../../data/api-context.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';

/** The shell asks the user which file and puts it here; the page never names a place. */
const FILE_OF_USER = 'chosen by the user';

/** Takes over what was decided on another computer: which file, what it would change, then the change, which one undo takes back. */
export function ImportDialog() {
  const api = useApi();
  const dispatch = useDispatch();
  const { say, fail } = useAnnouncer();
  const text = useText();
  const [report, setReport] = useState<DecisionImportReport | null>(null);
  const [error, setError] = useState<MailpinError | null>(null);
  const close = () => dispatch({ kind: 'close' });
  useEffect(() => {
    let isHere = true;
    api.call('decisions.import', { path: FILE_OF_USER, isPreview: true }).then(
      (preview) => isHere && setReport(preview),
      (thrown: unknown) => {
        const known = toMailpinError(thrown);
        if (!isHere) return;
        if (known.code === 'cancelled') dispatch({ kind: 'close' });
        else setError(known);
      },
    );
    return () => {
      isHere = false;
    };
  }, [api, dispatch]);
  const takeOver = async (): Promise<void> => {
    close();
    try {
      const { added, takenBack } = await api.call('decisions.import', { path: FILE_OF_USER, isPreview: false });
      say(text('said.imported', { count: added + takenBack }));
    } catch (thrown) {
      fail(toMailpinError(thrown));
    }
  };
  return (
    <Dialog title={text('import-decisions.title')} closeLabel={text('dialog.close')} onClose={close}>
      {error !== null && <Failure error={error} />}
      {error === null && report === null && <Bones count={2} label={text('state.loading')} />}
      {report !== null && (
        <>
          <p>
            {text('import-decisions.would', {
              added: report.added,
              takenBack: report.takenBack,
              waiting: report.waiting,
              mails: report.mailCount,
            })}
          </p>
          <div className="form-end">
            <Button onClick={close}>{text('dialog.close')}</Button>
            <Button look="main" disabled={report.added + report.takenBack === 0} onClick={() => void takeOver()}>
              {text('import-decisions.do')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
