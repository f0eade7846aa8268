/** What a decision will change, shown before the engine has answered. Pure; the event that follows brings the truth. */
import type { CardSummary } from '../../app/contract/card-views.ts';
import type { LinkView } from '../../app/contract/link-views.ts';
import type { Chip, ThreadDetail, ThreadSummary } from '../../app/contract/thread-views.ts';
import { compareKinds, type CardRef } from '../../app/domain/card.ts';
import type { MailId, UnixMs } from '../../app/domain/ids.ts';
import type { Reach } from '../../app/domain/link.ts';

function isChipOf(chip: Chip, card: CardRef): boolean {
  return (chip.kind === 'card' || chip.kind === 'kept-out') && chip.card.id === card.id;
}

/** The row with the card on it: waiting for the CRM, and no longer asking which deal when it got one. */
export function summaryWithCard(summary: ThreadSummary, card: CardRef): ThreadSummary {
  const others = summary.chips.filter(
    (chip) => !isChipOf(chip, card) && !(chip.kind === 'question' && card.kind === 'deal'),
  );
  const mine: Chip = {
    kind: 'card',
    card: { id: card.id, kind: card.kind, name: card.name },
    push: { kind: 'waiting', until: null, because: null },
    isHeadersOnly: false,
  };
  return { ...summary, chips: [mine, ...others] };
}

/** The row with the card taken off. */
export function summaryWithoutCard(summary: ThreadSummary, card: CardRef): ThreadSummary {
  const others = summary.chips.filter((chip) => !isChipOf(chip, card));
  return { ...summary, chips: [...others, { kind: 'kept-out', card }] };
}

type Attached = Readonly<{ card: CardRef | CardSummary; mailIds: readonly MailId[]; reach: Reach; at: UnixMs }>;

/** The open thread with the card on the mails an attach reaches. */
export function detailWithCard(detail: ThreadDetail, { card, mailIds, reach, at }: Attached): ThreadDetail {
  const link = (mailId: MailId): LinkView => ({
    mailId,
    card: { id: card.id, kind: card.kind, name: card.name },
    origin: 'user',
    evidence: { rule: 'user', reach, decidedAt: at },
    linkedAt: at,
    push: { kind: 'waiting', until: null, because: null },
  });
  return {
    ...detail,
    summary: summaryWithCard(detail.summary, card),
    question: card.kind === 'deal' ? null : detail.question,
    cards: [...detail.cards.filter(({ id }) => id !== card.id), toSummary(card)].sort((one, other) =>
      compareKinds(one.kind, other.kind),
    ),
    mails: detail.mails.map((mail) =>
      reach === 'message' && !mailIds.includes(mail.id)
        ? mail
        : {
            ...mail,
            keptOut: mail.keptOut.filter((out) => out.card.id !== card.id),
            links: [...mail.links.filter((old) => old.card.id !== card.id), link(mail.id)],
          },
    ),
  };
}

/** Of a card that is only named, the facts follow with the truth. */
function toSummary(card: CardRef | CardSummary): CardSummary {
  if ('mailCount' in card) return card;
  return {
    ...card,
    status: 'open',
    stageId: null,
    stageName: null,
    value: null,
    companyName: null,
    people: [],
    mailCount: 0,
    lastMail: null,
  };
}

/** The open thread with the card off the mails a detach reaches; the card goes when none is left on it. */
export function detailWithoutCard(
  detail: ThreadDetail,
  { card, mailIds, reach }: Readonly<{ card: CardRef; mailIds: readonly MailId[]; reach: Reach }>,
): ThreadDetail {
  const mails = detail.mails.map((mail) =>
    reach === 'message' && !mailIds.includes(mail.id)
      ? mail
      : { ...mail, links: mail.links.filter((old) => old.card.id !== card.id) },
  );
  const isLeft = mails.some(({ links }) => links.some((link) => link.card.id === card.id));
  if (isLeft) return { ...detail, mails };
  return {
    ...detail,
    mails,
    summary: summaryWithoutCard(detail.summary, card),
    cards: detail.cards.filter(({ id }) => id !== card.id),
  };
}
