import type { Card } from '../domain/card.ts';
import type { CardId, CrmId, MailId } from '../domain/ids.ts';
import type { Evidence, Filter, RankedDeal } from '../domain/link.ts';
import type { CardLookup } from './card-lookup.ts';
import type { UserWords } from './covering-decisions.ts';
import type { DesiredLink, MailVerdict, PassedOver, TombstoneAtWork } from './verdict.ts';

/** What is decided of a mail besides how much of it may leave. */
export type CardVerdict = Omit<MailVerdict, 'extent'>;

interface DraftTask {
  readonly words: UserWords;
  readonly cards: CardLookup;
  /** Whether it notes what was passed over. */
  readonly isExplained: boolean;
}

/**
 * The verdict on one mail while the rules speak, one after the other. The user's words stand in it from the beginning.
 */
export class VerdictDraft {
  private readonly mailId: MailId;
  private readonly words: UserWords;
  private readonly cards: CardLookup;
  private readonly isExplained: boolean;
  private readonly links = new Map<CardId, DesiredLink>();
  private readonly passedOver: PassedOver[] = [];
  private readonly stopped = new Set<CardId>();

  constructor(mailId: MailId, { words, cards, isExplained }: DraftTask) {
    this.mailId = mailId;
    this.words = words;
    this.cards = cards;
    this.isExplained = isExplained;
    for (const [cardId, { decision }] of words) {
      if (decision.verdict !== 'attach') continue;
      const { reach, decidedAt } = decision;
      this.links.set(cardId, { cardId, origin: 'user', evidence: { rule: 'user', reach, decidedAt } });
    }
  }

  isLinked(cardId: CardId): boolean {
    return this.links.has(cardId);
  }

  isKeptOut(cardId: CardId): boolean {
    return this.words.get(cardId)?.decision.verdict === 'detach';
  }

  /** Whether the mail is on a deal of a CRM already. */
  hasDeal(crmId: CrmId): boolean {
    return [...this.links.keys()].some((cardId) => {
      const card = this.cards.card(cardId);
      return card?.kind === 'deal' && card.crmId === crmId;
    });
  }

  /**
   * A rule wants the mail on a card: done unless the user said no, the card is gone, or a stronger rule was first.
   *
   * @param card the card of that id; null when it is unknown
   */
  propose(cardId: CardId, evidence: Evidence, card: Card | null): void {
    if (this.isKeptOut(cardId)) {
      this.stopped.add(cardId);
      this.passOver({ cardId, evidence, because: 'tombstone' });
      return;
    }
    if (card === null || card.goneAt !== null || this.links.has(cardId)) return;
    this.links.set(cardId, { cardId, origin: 'rule', evidence });
  }

  passOver(candidate: PassedOver): void {
    if (this.isExplained && !this.links.has(candidate.cardId)) this.passedOver.push(candidate);
  }

  finish(heldBy: Filter | null, question: readonly RankedDeal[] | null): CardVerdict {
    const { mailId, passedOver } = this;
    return { mailId, links: [...this.links.values()], keptOut: this.keptOut(), question, heldBy, passedOver };
  }

  /** A word about this very mail always shows; one about a person on it only when it stopped something. */
  private keptOut(): readonly TombstoneAtWork[] {
    return [...this.words].flatMap(([cardId, { decision, isAboutMail }]) =>
      decision.verdict === 'detach' && (isAboutMail || this.stopped.has(cardId)) ? [{ cardId, decision }] : [],
    );
  }
}
