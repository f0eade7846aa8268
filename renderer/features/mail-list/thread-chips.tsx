import type { PushState } from '../../../app/contract/link-views.ts';
import type { Chip } from '../../../app/contract/thread-views.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Tag } from '../../components/tag.tsx';
import { useText } from '../../text/use-text.ts';
import { isAllowable } from '../rules/allow-offers.ts';
import { useRuleChange } from '../rules/use-rule-change.ts';

/** The chips that are the product: which card a thread is on, what is asked, what was refused. */
export function ThreadChips({ chips, newestMailId }: Readonly<{ chips: readonly Chip[]; newestMailId: MailId }>) {
  return (
    <span className="chips">
      {inOrder(chips).map((chip) => (
        <ThreadChip
          key={chip.kind === 'card' || chip.kind === 'kept-out' ? chip.kind + chip.card.id : chip.kind}
          chip={chip}
          newestMailId={newestMailId}
        />
      ))}
    </span>
  );
}

/** What must be decided first, then deals, then the people, then what was refused. */
function inOrder(chips: readonly Chip[]): readonly Chip[] {
  return [...chips].sort((one, other) => weightOf(one) - weightOf(other));
}

const CARD_WEIGHT = { deal: 1, lead: 2, contact: 3, company: 4 } as const;

function weightOf(chip: Chip): number {
  if (chip.kind === 'card') return CARD_WEIGHT[chip.card.kind];
  return chip.kind === 'question' ? 0 : 5;
}

function ThreadChip({ chip, newestMailId }: Readonly<{ chip: Chip; newestMailId: MailId }>) {
  const text = useText();
  switch (chip.kind) {
    case 'card':
      return (
        <Tag
          tone={toneOf(chip.push, chip.card.kind === 'deal' || chip.card.kind === 'lead')}
          mark={<PushMark push={chip.push} />}
        >
          {text(chip.isHeadersOnly ? 'chip.card-headers' : 'chip.card', { card: chip.card.name })}
        </Tag>
      );
    case 'question':
      return <Tag tone="warn">{text('chip.question', { count: chip.dealCount })}</Tag>;
    case 'kept-out':
      return <Tag tone="quiet">{text('chip.kept-out', { card: chip.card.name })}</Tag>;
    case 'private':
      return (
        <Tag tone="quiet" mark={isAllowable(chip.because) && <AllowThread mailId={newestMailId} />}>
          {text(`chip.private.${chip.because}`)}
        </Tag>
      );
    case 'many-recipients':
      return <Tag>{text('chip.many-recipients', { count: chip.count })}</Tag>;
  }
}

/** One click lets the thread through. Inside a row for the pointer only: the same stands above the open thread for the keyboard. */
function AllowThread({ mailId }: Readonly<{ mailId: MailId }>) {
  const text = useText();
  const { change } = useRuleChange();
  return (
    <button
      type="button"
      className="chip-allow"
      tabIndex={-1}
      aria-hidden
      title={text('chip.allow-hint')}
      onClick={(event) => {
        event.stopPropagation();
        change({ kind: 'allow', target: { kind: 'thread', mail: { mailId } } });
      }}
    >
      {text('chip.allow')}
    </button>
  );
}

function toneOf(push: PushState, isStrong: boolean) {
  if (push.kind === 'failed') return 'bad';
  if (push.kind === 'held') return 'warn';
  if (push.kind === 'private') return 'quiet';
  return isStrong ? 'accent' : 'plain';
}

const PUSH_ICONS = {
  arrived: 'check',
  waiting: 'clock',
  failed: 'alert',
  held: 'question',
  rehearsal: 'clock',
  private: 'private',
} as const satisfies Record<PushState['kind'], IconName>;

/** Arrived: a tick. Waiting: a clock. Failed: a warning. Each with its word for those who do not see it. */
export function PushMark({ push }: Readonly<{ push: PushState }>) {
  const text = useText();
  const icon = PUSH_ICONS[push.kind];
  const label = text(`push.${push.kind}`);
  return (
    <span className="push-mark" title={label}>
      <Icon name={icon} />
      <span className="unseen">{label}</span>
    </span>
  );
}
