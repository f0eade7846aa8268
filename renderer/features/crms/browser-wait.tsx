import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';

type WaitProps = Readonly<{
  name: string;
  address: string;
  error: Error | null;
  onOpen: () => void;
  onCancel: () => void;
}>;

/** While somebody signs in in the browser. The address stands here too, for a browser that did not open or another one. */
export function BrowserWait({ name, address, error, onOpen, onCancel }: WaitProps) {
  const text = useText();
  return (
    <section className="form crm-connect" aria-label={text('crms.sign-in', { name })}>
      <h2>{text('crms.sign-in', { name })}</h2>
      {error === null ? <p role="status">{text('crms.waiting', { name })}</p> : <Failure error={error} />}
      {error === null && (
        <Field
          label={text('crms.browser-address')}
          readOnly
          value={address}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
      <div className="form-end">
        <Button look="quiet" onClick={onCancel}>
          {text('crms.stop-waiting')}
        </Button>
        {error === null && <Button onClick={onOpen}>{text('crms.open-again')}</Button>}
      </div>
    </section>
  );
}
