import { useState } from 'react';
import type { BlocklistView } from '../../../app/contract/rules-views.ts';
import { BLOCK_MODES } from '../../../app/domain/policy.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Field } from '../../components/field.tsx';
import { Tag } from '../../components/tag.tsx';
import { useAsk } from '../../data/ask.ts';
import { useReady } from '../../state/use-ready.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { RuledMailList } from './ruled-mails.tsx';
import { useRuleChange } from './use-rule-change.ts';

const PAGE = 50;

/** Who is protected or blocked, with their mails (rules 5, blocklist). */
export function BlockedSection() {
  const { data, error, isPending } = useAsk('blocklist.list', {});
  const text = useText();
  useReady(!isPending);
  return (
    <>
      <p className="rules-lead dim">{text('rules.blocked.lead')}</p>
      <AddSomebody />
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={3} label={text('state.loading')} />}
      {data?.length === 0 && <EmptyState icon="rules" title={text('rules.blocked.none')} />}
      {data !== undefined && data.length > 0 && (
        <ul className="rules-filters" aria-label={text('rules.section.blocked')}>
          {data.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </>
  );
}

function AddSomebody() {
  const text = useText();
  const [who, setWho] = useState('');
  const { change } = useRuleChange();
  return (
    <form className="rules-add rules-add-wide" onSubmit={(event) => event.preventDefault()}>
      <Field label={text('rules.who')} value={who} onChange={(event) => setWho(event.target.value)} />
      {BLOCK_MODES.map((mode) => (
        <Button
          key={mode}
          disabled={who.trim() === ''}
          onClick={() => change({ kind: 'list', mode, who: who.trim(), past: mode === 'blocked' ? 'remove' : 'keep' })}
        >
          {text(`rules.list.${mode}`)}
        </Button>
      ))}
    </form>
  );
}

function Entry({ entry }: Readonly<{ entry: BlocklistView }>) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const { change } = useRuleChange();
  const { id, mode, name, mailCount, notKeptCount } = entry;
  return (
    <li>
      <div className="rules-entry">
        <button
          type="button"
          className="rules-filter"
          aria-expanded={isOpen}
          disabled={mailCount === 0}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="clip" dir="auto">
            {name}
          </span>
          <Tag tone={mode === 'blocked' ? 'bad' : 'accent'}>{text(`rules.mode.${mode}`)}</Tag>
          <span className="dim">{text('rules.entry-counts', { count: mailCount, notKept: notKeptCount })}</span>
        </button>
        <Button onClick={() => change({ kind: 'unlist', entryId: id })}>{text(`rules.unlist.${mode}`)}</Button>
      </div>
      {isOpen && <EntryMails entry={entry} />}
    </li>
  );
}

function EntryMails({ entry }: Readonly<{ entry: BlocklistView }>) {
  const [limit, setLimit] = useState(PAGE);
  const { data } = useAsk('blocklist.mails', { entryId: entry.id, limit });
  return <RuledMailList page={data} hasAllow={false} onMore={() => setLimit(limit + PAGE)} />;
}
