import { useState } from 'react';
import { IMAP_SECURITIES, type ImapSecurity, type ImapSettings } from '../../../app/domain/account.ts';
import { Field } from '../../components/field.tsx';
import { useText } from '../../text/use-text.ts';

/** Ports as IANA gives them: RFC 8314 for TLS, RFC 3501 for the others. */
const PORTS = { tls: 993, starttls: 143, none: 143 } as const satisfies Record<ImapSecurity, number>;

/** What was typed; null where nothing was, so that the proposal still stands. */
interface Typed {
  readonly host: string | null;
  readonly port: string | null;
  readonly user: string | null;
  readonly security: ImapSecurity;
  readonly caFile: string;
}

export interface ServerDraft {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  /** As they stand now, with what is proposed where nothing was typed. */
  readonly settings: ImapSettings;
}

/** A way to a server while it is typed: proposed from the address, or what it was before. Another encryption brings its own port. */
export function useServerDraft(address: string, before: ImapSettings | null): ServerDraft {
  const [typed, setTyped] = useState<Typed>({
    host: before?.host ?? null,
    port: before === null ? null : String(before.port),
    user: before?.user ?? null,
    security: before?.security ?? 'tls',
    caFile: before?.caFile ?? '',
  });
  const domain = address.split('@')[1] ?? '';
  return {
    typed,
    change: (part) => setTyped((was) => ({ ...was, ...(part.security === undefined ? {} : { port: null }), ...part })),
    settings: {
      kind: 'imap',
      host: (typed.host ?? (domain === '' ? '' : `imap.${domain}`)).trim(),
      port: Number(typed.port ?? PORTS[typed.security]),
      security: typed.security,
      user: (typed.user ?? address).trim(),
      caFile: typed.caFile.trim() === '' ? null : typed.caFile.trim(),
    },
  };
}

/** Server, port, encryption, and what few need below a fold. */
export function ImapFields({ draft: { typed, change, settings } }: Readonly<{ draft: ServerDraft }>) {
  const text = useText();
  return (
    <>
      <div className="form-row">
        <Field
          label={text('account.host')}
          required
          spellCheck={false}
          value={typed.host ?? settings.host}
          onChange={({ target }) => change({ host: target.value })}
        />
        <Field
          label={text('account.port')}
          type="number"
          min={1}
          max={65_535}
          required
          value={typed.port ?? String(settings.port)}
          onChange={({ target }) => change({ port: target.value })}
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor="account-security">
          {text('account.security')}
        </label>
        <select
          id="account-security"
          className="input"
          value={typed.security}
          onChange={({ target }) => change({ security: IMAP_SECURITIES.find((one) => one === target.value) ?? 'tls' })}
        >
          {IMAP_SECURITIES.map((one) => (
            <option key={one} value={one}>
              {text(`account.security.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <details className="form-more">
        <summary>{text('account.more')}</summary>
        <div className="form">
          <Field
            label={text('account.user')}
            spellCheck={false}
            hint={text('account.user-hint')}
            value={typed.user ?? settings.user}
            onChange={({ target }) => change({ user: target.value })}
          />
          <Field
            label={text('account.ca-file')}
            spellCheck={false}
            hint={text('account.ca-file-hint')}
            value={typed.caFile}
            onChange={({ target }) => change({ caFile: target.value })}
          />
        </div>
      </details>
    </>
  );
}
