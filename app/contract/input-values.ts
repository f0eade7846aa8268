/** The values that inputs are made of, each with its bounds. */
import { z } from 'zod';
import {
  IMAP_SECURITIES,
  type ImapSettings,
  type ImportChoice,
  RELATION_WORDS,
  type MaildirSettings,
  type MboxSettings,
} from '../domain/account.ts';
import { CARD_KINDS, CARD_STATUSES } from '../domain/card.ts';
import type { AccountId, CardId, CrmId, Day, MailId, AllowanceId, EntryId, SignInId, UnixMs } from '../domain/ids.ts';
import { REACHES } from '../domain/link.ts';
import { CONNECTOR_NAMES } from '../domain/crm-account.ts';
import { SIGN_IN_FIELDS } from '../domain/sign-in.ts';
import { WORD_LANGUAGES } from '../domain/personal.ts';
import { BLOCK_MODES } from '../domain/policy.ts';
import { MOST_MONTHS, SPARED_MAIL, type TextKeeping } from '../domain/text-keeping.ts';
import type { Input } from './api.ts';
import type { CarryName } from './carry-views.ts';
import type { CardRow } from './commands.ts';
import type { MailName } from './mail-name.ts';
import { PASTS, type AllowTarget, type RuleChange } from './rules-views.ts';

/** Longest line of text anybody types or pastes; keeps a hostile page from filling the engine's memory. */
const LINE_CHARS = 4_096;
const SECRET_CHARS = 65_536;
const LIMIT_MAX = 100_000;
export const MAILS_MAX = 100_000;
export const ROWS_MAX = 1_000_000;
const WORD_CHARS = 100;

export const line = z.string().min(1).max(LINE_CHARS);
export const text = z.string().max(LINE_CHARS);
export const limit = z.int().min(1).max(LIMIT_MAX);

/** A row id: what SQLite hands out, so a positive safe integer. */
export function rowId<Id extends number>() {
  return z.custom<Id>((value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0);
}
export function textId<Id extends string>() {
  return z.custom<Id>((value) => line.safeParse(value).success);
}

/** An object with exactly the fields of `Value`: a field that is missing here does not compile, an unknown one is refused. */
export function exactly<Value>() {
  return <Shape extends { [Field in keyof Value]-?: z.ZodType<Value[Field]> }>(shape: Shape) => z.strictObject(shape);
}

export const nothing = z.strictObject({});
export const accountId = textId<AccountId>();
export const cardId = textId<CardId>();
export const crmId = textId<CrmId>();
export const signInId = textId<SignInId>();
export const carryName = exactly<CarryName>()({ fromId: crmId, toId: crmId });
export const mailId = rowId<MailId>();
export const reach = z.enum(REACHES);
export const mailName: z.ZodType<MailName> = z.union([z.strictObject({ mailId }), z.strictObject({ messageId: line })]);
export const moment = z.custom<UnixMs>(
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
);
export const word = exactly<Input<'words.add'>>()({
  language: z.enum(WORD_LANGUAGES),
  word: z.string().min(1).max(WORD_CHARS),
});
export const mailNames = z.array(mailName).min(1).max(MAILS_MAX);

export const sourceSettings = z.discriminatedUnion('kind', [
  exactly<ImapSettings>()({
    kind: z.literal('imap'),
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535),
    security: z.enum(IMAP_SECURITIES),
    user: line,
    caFile: line.nullable(),
  }),
  exactly<MaildirSettings>()({ kind: z.literal('maildir'), path: line }),
  exactly<MboxSettings>()({ kind: z.literal('mbox'), path: line }),
]);

export const password = z.string().max(SECRET_CHARS);
/** A day that the calendar has. */
export const day = z.custom<Day>((value) => typeof value === 'string' && z.iso.date().safeParse(value).success);
export const count = z.int().min(1).max(LIMIT_MAX);
export const importChoice: z.ZodType<ImportChoice> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({ kind: z.literal('newest'), count }),
  z.strictObject({ kind: z.literal('since'), day }),
  z.strictObject({ kind: z.literal('new') }),
]);

export const signInValues = z.partialRecord(z.enum(SIGN_IN_FIELDS), z.string().min(1).max(SECRET_CHARS));
export const connectCrm = {
  connector: z.enum(CONNECTOR_NAMES),
  // It stands before the first colon of every card id.
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/)
    .optional(),
  url: line.optional(),
  values: signInValues,
};

export const textKeeping = exactly<TextKeeping>()({
  months: z.int().min(1).max(MOST_MONTHS).nullable(),
  spared: z.enum(SPARED_MAIL),
});

/** An IMAP part number, with the number of a file inside that part where it is a winmail.dat or uuencoded: `2.1`, `2#1`. */
export const part = z.string().regex(/^\d{1,5}(\.\d{1,5}){0,50}(#\d{1,5})?$/);

const lines = z.array(line).optional();
export const cardRow = exactly<CardRow>()({
  kind: z.enum(CARD_KINDS),
  id: line,
  name: line,
  emails: lines,
  domains: lines,
  company: line.optional(),
  people: lines,
  pipeline: line.optional(),
  stage: line.optional(),
  status: z.enum(CARD_STATUSES).optional(),
  amount: line.optional(),
  currency: line.optional(),
  owner: line.optional(),
  convertedTo: line.optional(),
  createdAt: line.optional(),
  closedAt: line.optional(),
  row: z.int().min(0),
});

const allowTarget: z.ZodType<AllowTarget> = z.union([
  z.strictObject({ kind: z.enum(['address', 'domain', 'list']), value: line }),
  z.strictObject({ kind: z.enum(['mail', 'thread']), mail: mailName }),
]);
export const ruleChange: z.ZodType<RuleChange> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('relation'), address: line, relation: z.enum(RELATION_WORDS).nullable() }),
  z.strictObject({ kind: z.enum(['company-domain', 'free-mail']), domain: line, isSo: z.boolean().nullable() }),
  z.strictObject({ kind: z.literal('allow'), target: allowTarget }),
  z.strictObject({ kind: z.literal('disallow'), allowanceId: rowId<AllowanceId>() }),
  z.strictObject({ kind: z.literal('list'), mode: z.enum(BLOCK_MODES), who: line, past: z.enum(PASTS) }),
  z.strictObject({ kind: z.literal('unlist'), entryId: rowId<EntryId>() }),
]);
