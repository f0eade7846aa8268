import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import type { BuiltinTables } from './tables.ts';

const FIRST_PIPELINE = 'Sales';
const FIRST_STAGES = [
  { name: 'Qualified', outcome: 'open' },
  { name: 'Quote sent', outcome: 'open' },
  { name: 'Negotiation', outcome: 'open' },
  { name: 'Won', outcome: 'won' },
  { name: 'Lost', outcome: 'lost' },
] as const;

/** Numbered in tens and never edited, as those of the mirror. */
const MIGRATIONS: Record<string, Migration> = {
  '0010_cards_and_activities': {
    async up(db: Kysely<BuiltinTables>) {
      await db.schema
        .createTable('change_counter')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('value', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('card')
        .addColumn('card_id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('remote_id', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('addresses', 'text', (column) => column.notNull())
        .addColumn('domains', 'text', (column) => column.notNull())
        .addColumn('company_id', 'text')
        .addColumn('people_ids', 'text', (column) => column.notNull())
        .addColumn('stage_id', 'text')
        .addColumn('amount', 'text')
        .addColumn('currency', 'text')
        .addColumn('owner_name', 'text')
        .addColumn('converted_to_id', 'text')
        .addColumn('created_at', 'bigint')
        .addColumn('closed_at', 'bigint')
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .addColumn('gone_at', 'bigint')
        .addColumn('changed_seq', 'bigint', (column) => column.notNull().unique())
        .execute();
      await db.schema
        .createTable('stage')
        .addColumn('stage_id', 'text', (column) => column.primaryKey())
        .addColumn('pipeline', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('changed_seq', 'bigint', (column) => column.notNull().unique())
        .addUniqueConstraint('stage_by_name', ['pipeline', 'name'])
        .execute();
      await db.schema
        .createTable('activity')
        .addColumn('activity_id', 'text', (column) => column.primaryKey())
        .addColumn('message_key', 'text', (column) => column.notNull())
        .addColumn('card_id', 'text', (column) => column.notNull().references('card.card_id'))
        .addColumn('direction', 'text', (column) => column.notNull())
        .addColumn('sent_at', 'bigint', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('participants', 'text', (column) => column.notNull())
        .addColumn('extent', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('attachments', 'text', (column) => column.notNull())
        .addColumn('omissions', 'text', (column) => column.notNull())
        .addColumn('logged_at', 'bigint', (column) => column.notNull())
        .addUniqueConstraint('activity_once_a_card', ['message_key', 'card_id'])
        .execute();
      await db.schema.createIndex('activity_by_card').on('activity').columns(['card_id', 'sent_at']).execute();
      await db.insertInto('change_counter').values({ id: 1, value: FIRST_STAGES.length }).execute();
      await db.insertInto('stage').values(FIRST_STAGES.map(toStage)).execute();
    },
  },
  '0020_store_identity': {
    async up(db: Kysely<BuiltinTables>) {
      await db.schema
        .createTable('store')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('store_id', 'text', (column) => column.notNull())
        .execute();
      await db.insertInto('store').values({ id: 1, store_id: randomUUID() }).execute();
    },
  },
};

function toStage({ name, outcome }: (typeof FIRST_STAGES)[number], index: number) {
  const stage_id = name.toLowerCase().replaceAll(' ', '-');
  return { stage_id, pipeline: FIRST_PIPELINE, name, position: index + 1, outcome, changed_seq: index + 1 };
}

export const builtinMigrations: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
