/** The tables of the built-in CRM, as Kysely knows them. Times are Unix ms, booleans 0 or 1, lists JSON: what SQLite and PostgreSQL both take. */
import type { CardKind, CardStatus, Stage } from '../../../app/domain/card.ts';
import type { ActivityExtent } from '../../../app/domain/activity.ts';
import type { Direction } from '../../../app/domain/mail.ts';

/** One row: the number of the last change. Every change takes the next numbers, and so orders itself after all others. */
export interface ChangeCounterTable {
  readonly id: number;
  readonly value: number;
}

/** One row: what tells this store from every other. Made with it, and copied with it. */
export interface StoreTable {
  readonly id: number;
  readonly store_id: string;
}

export interface CardTable {
  readonly card_id: string;
  readonly kind: CardKind;
  readonly remote_id: string;
  readonly name: string;
  readonly status: CardStatus;
  /** CardAddress[] */
  readonly addresses: string;
  /** string[] */
  readonly domains: string;
  readonly company_id: string | null;
  /** CardId[] */
  readonly people_ids: string;
  readonly stage_id: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly owner_name: string | null;
  readonly converted_to_id: string | null;
  readonly created_at: number | null;
  readonly closed_at: number | null;
  readonly updated_at: number;
  readonly gone_at: number | null;
  readonly changed_seq: number;
}

export interface StageTable {
  readonly stage_id: string;
  readonly pipeline: string;
  readonly name: string;
  readonly position: number;
  readonly outcome: Stage['outcome'];
  readonly changed_seq: number;
}

/** A mail logged on a card. Its key and card are unique, so a second copy cannot be written whoever tries. */
export interface ActivityTable {
  readonly activity_id: string;
  readonly message_key: string;
  readonly card_id: string;
  readonly direction: Direction;
  readonly sent_at: number;
  readonly subject: string;
  /** Participant[] */
  readonly participants: string;
  readonly extent: ActivityExtent;
  readonly body: string;
  /** Attachment[] */
  readonly attachments: string;
  /** Omission[] */
  readonly omissions: string;
  readonly logged_at: number;
}

export interface BuiltinTables {
  /** Kysely's own list of the migrations that were carried out. */
  readonly kysely_migration: { readonly name: string };
  readonly change_counter: ChangeCounterTable;
  readonly store: StoreTable;
  readonly card: CardTable;
  readonly stage: StageTable;
  readonly activity: ActivityTable;
}
