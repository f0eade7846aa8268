import type { IdentityView, KnownAddress } from '../../../app/contract/rules-views.ts';
import { RELATION_WORDS, type RelationWord } from '../../../app/domain/account.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useReady } from '../../state/use-ready.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { DomainList } from './domain-list.tsx';
import { useRuleChange } from './use-rule-change.ts';

const WORD_OF = { me: 'me', colleague: 'colleague', outsider: 'not-me' } as const satisfies Record<
  KnownAddress['relation'],
  RelationWord
>;

/** These are my addresses: mine, colleagues', neither; and the company's domains (rules 2). */
export function MyAddresses() {
  const { data, error, isPending } = useAsk('identity.get', {});
  const text = useText();
  useReady(!isPending);
  return (
    <>
      <p className="rules-lead dim">{text('rules.addresses.lead')}</p>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={6} label={text('state.loading')} />}
      {data !== undefined && (
        <>
          <Proposals view={data} />
          <Addresses addresses={data.addresses} />
          <Domains view={data} />
        </>
      )}
    </>
  );
}

function Proposals({ view }: Readonly<{ view: IdentityView }>) {
  const text = useText();
  const { change } = useRuleChange();
  const { proposedAddresses, proposedDomains } = view;
  if (proposedAddresses.length + proposedDomains.length === 0) return null;
  return (
    <ul className="rules-proposals" aria-label={text('rules.proposals')}>
      {proposedAddresses.map(({ address, because, mailCount }) => (
        <li key={address}>
          <p>{text(`rules.proposal.${because}`, { address, count: mailCount })}</p>
          {RELATION_WORDS.map((relation) => (
            <Button key={relation} onClick={() => change({ kind: 'relation', address, relation })}>
              {text(`rules.say.${relation}`)}
            </Button>
          ))}
        </li>
      ))}
      {proposedDomains.map(({ domain, address }) => (
        <li key={domain}>
          <p>{text('rules.proposal.domain', { domain, address })}</p>
          <Button onClick={() => change({ kind: 'company-domain', domain, isSo: true })}>
            {text('rules.domain.yes')}
          </Button>
          <Button onClick={() => change({ kind: 'company-domain', domain, isSo: false })}>
            {text('rules.domain.no')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Addresses({ addresses }: Readonly<{ addresses: readonly KnownAddress[] }>) {
  const text = useText();
  const format = useFormat();
  const { change } = useRuleChange();
  return (
    <table className="rules-table">
      <thead>
        <tr>
          <th scope="col">{text('rules.address')}</th>
          <th scope="col">{text('rules.because')}</th>
          <th scope="col" className="rules-number">
            {text('rules.mails')}
          </th>
          <th scope="col">{text('rules.whose')}</th>
        </tr>
      </thead>
      <tbody>
        {addresses.map(({ address, name, relation, source, otherwise, mailCount }) => (
          <tr key={address}>
            <td className="clip" title={address}>
              {address} <span className="dim">{name}</span>
            </td>
            <td className="dim">{text(`rules.source.${source}`)}</td>
            <td className="rules-number">{format.count(mailCount)}</td>
            <td>
              <select
                className="input rules-select"
                aria-label={text('rules.whose-of', { address })}
                value={WORD_OF[relation]}
                onChange={(event) => {
                  const said = RELATION_WORDS.find((word) => word === event.target.value);
                  if (said !== undefined) change({ kind: 'relation', address, relation: said });
                }}
              >
                {RELATION_WORDS.map((word) => (
                  <option key={word} value={word}>
                    {text(`rules.relation.${word}`)}
                  </option>
                ))}
              </select>
              {source === 'user' && otherwise !== null && (
                <Button look="link" onClick={() => change({ kind: 'relation', address, relation: null })}>
                  {text('rules.reset')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Domains({ view }: Readonly<{ view: IdentityView }>) {
  const text = useText();
  const { change } = useRuleChange();
  return (
    <div className="rules-domains">
      <DomainList
        title={text('rules.company-domains')}
        domains={view.companyDomains.map(({ domain }) => domain)}
        onAdd={(domain) => change({ kind: 'company-domain', domain, isSo: true })}
        onRemove={(domain) => change({ kind: 'company-domain', domain, isSo: false })}
      />
      <DomainList
        title={text('rules.free-mail')}
        domains={view.freeMail.added}
        onAdd={(domain) => change({ kind: 'free-mail', domain, isSo: true })}
        onRemove={(domain) => change({ kind: 'free-mail', domain, isSo: null })}
      />
    </div>
  );
}
