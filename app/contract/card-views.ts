/** Cards as lists, the board and their own page show them. */
import type { CardRef, CardStatus, Money, Stage } from '../domain/card.ts';
import type { CrmId, MailId, MessageId, ThreadId, UnixMs } from '../domain/ids.ts';
import type { Evidence, LinkOrigin, RankReason } from '../domain/link.ts';
import type { Direction } from '../domain/mail.ts';
import type { CrmEntryView } from './crm-entry-views.ts';
import type { KeptOut, PushState } from './link-views.ts';
import type { Person } from './people-views.ts';
import type { WireError } from './wire.ts';

/** A card as lists and the board show it. */
export interface CardSummary extends CardRef {
  readonly status: CardStatus;
  readonly stageId: string | null;
  readonly stageName: string | null;
  readonly value: Money | null;
  readonly companyName: string | null;
  readonly people: readonly string[];
  readonly mailCount: number;
  /** Who wrote the newest mail on the card, and when. */
  readonly lastMail: { readonly name: string; readonly direction: Direction; readonly at: UnixMs } | null;
}

export interface MailOnCard {
  readonly mailId: MailId;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId;
  readonly subject: string;
  readonly from: Person;
  readonly direction: Direction;
  readonly sentAt: UnixMs;
  readonly snippet: string;
  readonly origin: LinkOrigin;
  readonly evidence: Evidence;
  readonly push: PushState;
}

export interface CardDetail {
  readonly card: CardSummary;
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
  readonly company: CardRef | null;
  /** Deals: contacts on it. Companies and contacts: their deals and people. */
  readonly related: readonly CardSummary[];
  /** Newest first. */
  readonly mails: readonly MailOnCard[];
  readonly keptOut: readonly KeptOut[];
  /** What the CRM itself says is on the card. */
  readonly atCrm: readonly CrmEntryView[];
  /** Why the CRM could not be asked what is on the card; `atCrm` is empty then. */
  readonly crmError?: WireError;
}

/** A card that can be dropped on, best first, with its reasons. */
export interface DropTarget {
  readonly card: CardSummary;
  readonly reasons: readonly RankReason[];
  readonly isAttached: boolean;
  /** Mails of the dragged thread that are kept out of this card. */
  readonly keptOut: readonly KeptOut[];
}

export interface Board {
  readonly pipelines: readonly Pipeline[];
}

/** Two CRMs may both call theirs "Sales". */
export interface Pipeline {
  readonly crmId: CrmId;
  readonly name: string;
  readonly columns: readonly BoardColumn[];
}

export interface BoardColumn {
  readonly stage: Stage;
  readonly deals: readonly CardSummary[];
}
