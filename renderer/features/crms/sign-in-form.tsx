import { useState, type SubmitEvent } from 'react';
import type { ConnectorView } from '../../../app/contract/crm-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { isSecretField, type SignInField, type SignInValues, type SignInWay } from '../../../app/domain/sign-in.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { BrowserWait } from './browser-wait.tsx';
import { useSignIn } from './use-sign-in.ts';

type FormProps = Readonly<{
  connector: ConnectorView;
  /** Signs in again to this one, whose address is known. */
  crmId?: CrmId;
  back: string;
  onBack: () => void;
  onEnd: () => void;
}>;

/** What a CRM asks for to sign in: fields, or the browser. */
export function SignInForm({ connector: view, crmId, back, onBack, onEnd }: FormProps) {
  const text = useText();
  const { start, waiting, openAgain, cancel, isPending, error } = useSignIn(onEnd);
  const [wayAt, setWayAt] = useState(0);
  const [url, setUrl] = useState('');
  const [values, setValues] = useState<SignInValues>({});
  const name = text(`crms.name.${view.connector}`);
  const way = view.signIn[wayAt];
  if (way === undefined) return null;
  if (waiting !== null) {
    return <BrowserWait name={name} address={waiting} error={error} onOpen={openAgain} onCancel={cancel} />;
  }
  const isInBrowser = way.kind === 'oauth';
  const hasOneWay = view.signIn.length === 1;
  const asksUrl = view.url === null && crmId === undefined && way.isUrlTold !== true;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = new Set<string>(way.fields.map((field) => field.name));
    const typed = Object.fromEntries(
      Object.entries(values).filter(([field, value]) => asked.has(field) && value.trim() !== ''),
    );
    start({ connector: view.connector, ...(asksUrl && { url: url.trim() }), values: typed, crmId, isInBrowser });
  };
  return (
    <form className="form crm-connect" aria-label={text('crms.sign-in', { name })} onSubmit={submit}>
      <h2>{text('crms.sign-in', { name })}</h2>
      {!isInBrowser && <p className="dim">{text(`crms.rights.${view.connector}`)}</p>}
      {way.redirectUri !== undefined && (
        <p className="dim">{text('crms.redirect', { name, address: way.redirectUri })}</p>
      )}
      {!hasOneWay && (
        <div className="crm-ways" role="radiogroup" aria-label={text('crms.ways')}>
          {view.signIn.map((one, at) => (
            <label key={wayKey(one)}>
              <input
                type="radio"
                name="way"
                autoFocus={at === 0}
                checked={at === wayAt}
                onChange={() => setWayAt(at)}
              />
              {one.kind === 'oauth'
                ? text('crms.way.browser')
                : one.fields.map((field) => text(`crms.field.${field.name}`)).join(' + ')}
            </label>
          ))}
        </div>
      )}
      {asksUrl && (
        <Field
          label={text('crms.field.url')}
          hint={text('crms.url-hint')}
          required
          autoFocus={hasOneWay}
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      )}
      {way.fields.map(({ name: field, isOptional }, at) => (
        <SignInFieldInput
          key={field}
          field={field}
          isOptional={isOptional}
          isFirst={hasOneWay && !asksUrl && at === 0}
          value={values[field] ?? ''}
          onChange={(value) => setValues({ ...values, [field]: value })}
        />
      ))}
      {error !== null && <Failure error={error} />}
      <div className="form-end">
        <Button look="quiet" onClick={onBack}>
          {back}
        </Button>
        <Button look="main" type="submit" disabled={isPending}>
          {text(isPending ? 'crms.checking' : isInBrowser ? 'crms.go-to-browser' : 'crms.connect-now')}
        </Button>
      </div>
    </form>
  );
}

function wayKey({ kind, fields }: SignInWay): string {
  return [kind, ...fields.map(({ name }) => name)].join(' ');
}

type InputProps = Readonly<{
  field: SignInField;
  isOptional: boolean;
  isFirst: boolean;
  value: string;
  onChange: (value: string) => void;
}>;

function SignInFieldInput({ field, isOptional, isFirst, value, onChange }: InputProps) {
  const text = useText();
  return (
    <Field
      label={text(`crms.field.${field}`)}
      type={isSecretField(field) ? 'password' : 'text'}
      autoComplete="off"
      spellCheck={false}
      required={!isOptional}
      autoFocus={isFirst}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
