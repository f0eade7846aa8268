import { useState, type SubmitEvent } from 'react';
import type { ConnectorView } from '../../../app/contract/crm-views.ts';
import { isSecretField, type SignInField, type SignInValues, type SignInWay } from '../../../app/domain/sign-in.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';

type EndProps = Readonly<{ onEnd: () => void }>;

/** First which CRM, then what that one asks for to sign in. */
export function ConnectCrm({ onEnd }: EndProps) {
  const text = useText();
  const { data: connectors } = useAsk('crms.connectors', {});
  const [chosen, setChosen] = useState<ConnectorView | null>(null);
  if (chosen !== null) return <SignInForm connector={chosen} onBack={() => setChosen(null)} onEnd={onEnd} />;
  return (
    <section className="crm-connect" aria-label={text('crms.which')}>
      <h2>{text('crms.which')}</h2>
      <ul className="crm-choice">
        {connectors?.map((one) => (
          <li key={one.connector}>
            <Button onClick={() => setChosen(one)}>{text(`crms.name.${one.connector}`)}</Button>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={onEnd}>
        {text('crms.not-now')}
      </Button>
    </section>
  );
}

/** Ways that fill a form; what is signed in to in the browser has no fields here. */
function typedWays({ signIn }: ConnectorView): readonly SignInWay[] {
  return signIn.filter(({ kind }) => kind !== 'oauth');
}

type FormProps = EndProps & Readonly<{ connector: ConnectorView; onBack: () => void }>;

function SignInForm({ connector: view, onBack, onEnd }: FormProps) {
  const text = useText();
  const { say } = useAnnouncer();
  const connect = useCommand('crms.connect');
  const ways = typedWays(view);
  const [wayAt, setWayAt] = useState(0);
  const [url, setUrl] = useState('');
  const [values, setValues] = useState<SignInValues>({});
  const name = text(`crms.name.${view.connector}`);
  const fields = ways[wayAt]?.fields ?? [];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = new Set<string>(fields.map((field) => field.name));
    const typed = Object.fromEntries(
      Object.entries(values).filter(([field, value]) => asked.has(field) && value.trim() !== ''),
    );
    const order = { connector: view.connector, ...(view.url === null && { url: url.trim() }), values: typed };
    connect.mutate(order, {
      onSuccess: () => {
        say(text('crms.connected', { name }));
        onEnd();
      },
    });
  };
  return (
    <form className="form crm-connect" aria-label={text('crms.sign-in', { name })} onSubmit={submit}>
      <h2>{text('crms.sign-in', { name })}</h2>
      <p className="dim">{text(`crms.rights.${view.connector}`)}</p>
      {ways.length > 1 && (
        <div className="crm-ways" role="radiogroup" aria-label={text('crms.ways')}>
          {ways.map((way, at) => (
            <label key={wayKey(way)}>
              <input type="radio" name="way" checked={at === wayAt} onChange={() => setWayAt(at)} />
              {way.fields.map((field) => text(`crms.field.${field.name}`)).join(' + ')}
            </label>
          ))}
        </div>
      )}
      {view.url === null && (
        <Field
          label={text('crms.field.url')}
          hint={text('crms.url-hint')}
          required
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      )}
      {fields.map(({ name: field, isOptional }) => (
        <SignInFieldInput
          key={field}
          field={field}
          isOptional={isOptional}
          value={values[field] ?? ''}
          onChange={(value) => setValues({ ...values, [field]: value })}
        />
      ))}
      {connect.error !== null && <Failure error={connect.error} />}
      <div className="form-end">
        <Button look="quiet" onClick={onBack}>
          {text('crms.back')}
        </Button>
        <Button look="main" type="submit" disabled={connect.isPending}>
          {text(connect.isPending ? 'crms.checking' : 'crms.connect-now')}
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
  value: string;
  onChange: (value: string) => void;
}>;

function SignInFieldInput({ field, isOptional, value, onChange }: InputProps) {
  const text = useText();
  return (
    <Field
      label={text(`crms.field.${field}`)}
      type={isSecretField(field) ? 'password' : 'text'}
      autoComplete="off"
      spellCheck={false}
      required={!isOptional}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
