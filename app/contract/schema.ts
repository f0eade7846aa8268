/**
 * Run-time checks of every input. Types end at a process boundary: what arrives from the page, a file or another process
 * is checked here before anything acts on it. Unknown fields are refused, lengths are bounded.
 */
import { z } from 'zod';
import { CARD_KINDS } from '../domain/card.ts';
import { EXTENT_REACHES, EXTENTS } from '../domain/extent.ts';
import type { ActionId, LedgerId, MailboxId, EntryId, OutboxId, ThreadId, UnixMs } from '../domain/ids.ts';
import { FILTERS } from '../domain/link.ts';
import { REHEARSED_SETS } from '../domain/rehearsal.ts';
import { MailpinError } from '../errors.ts';
import type { CallName, Input } from './api.ts';
import type { BrowserSignInOrder, ConnectCrm } from './sign-in-views.ts';
import type { SuggestionKey } from './suggestion-views.ts';
import { CARRY_SETS } from './carry-views.ts';
import type { AddAccount, CardRow, ChangeAccount } from './commands.ts';
import type { ThreadFilter } from './queries.ts';
import { LIMIT_FILTERS } from './rules-views.ts';
import {
  MAILS_MAX,
  ROWS_MAX,
  line,
  text,
  limit,
  rowId,
  textId,
  exactly,
  nothing,
  accountId,
  cardId,
  crmId,
  signInId,
  carryName,
  mailId,
  reach,
  mailName,
  moment,
  word,
  mailNames,
  sourceSettings,
  password,
  day,
  count,
  importChoice,
  signInValues,
  connectCrm,
  textKeeping,
  part,
  cardRow,
  ruleChange,
} from './input-values.ts';

const INPUTS: { readonly [Name in CallName]: z.ZodType<Input<Name>> } = {
  'status.get': nothing,
  'accounts.list': nothing,
  'audit.last': nothing,
  'space.keeping': nothing,
  'space.get': nothing,
  'accounts.addresses': exactly<Input<'accounts.addresses'>>()({ accountId }),
  'accounts.deletion': exactly<Input<'accounts.deletion'>>()({ accountId }),
  'threads.list': exactly<Input<'threads.list'>>()({
    filter: exactly<ThreadFilter>()({
      accountId: accountId.optional(),
      mailboxId: rowId<MailboxId>().optional(),
      cardId: cardId.optional(),
      isUnlinked: z.boolean().optional(),
    }).optional(),
    cursor: line.optional(),
    limit,
  }),
  'threads.get': exactly<Input<'threads.get'>>()({ threadId: rowId<ThreadId>() }),
  'threads.of': exactly<Input<'threads.of'>>()({ mail: mailName }),
  'mails.get': exactly<Input<'mails.get'>>()({ mail: mailName }),
  'mails.body': exactly<Input<'mails.body'>>()({ mailId }),
  'mails.search': exactly<Input<'mails.search'>>()({ text, limit }),
  'mails.why': exactly<Input<'mails.why'>>()({ mail: mailName }),
  'cards.why': exactly<Input<'cards.why'>>()({ cardId }),
  'addresses.why': exactly<Input<'addresses.why'>>()({ address: line }),
  'names.why': exactly<Input<'names.why'>>()({ name: line }),
  'cards.list': exactly<Input<'cards.list'>>()({
    kind: z.enum(CARD_KINDS).optional(),
    text: text.optional(),
    limit,
  }),
  'cards.get': exactly<Input<'cards.get'>>()({ cardId }),
  'cards.targets': exactly<Input<'cards.targets'>>()({
    mailIds: z.array(mailId).max(MAILS_MAX),
    text: text.optional(),
    limit,
  }),
  'board.get': nothing,
  'questions.list': exactly<Input<'questions.list'>>()({ cursor: line.optional(), limit }),
  'suggestions.list': exactly<Input<'suggestions.list'>>()({ limit }),
  'suggestions.of-thread': exactly<Input<'suggestions.of-thread'>>()({ threadId: rowId<ThreadId>() }),
  'suggestions.of-card': exactly<Input<'suggestions.of-card'>>()({ cardId }),
  'links.list': exactly<Input<'links.list'>>()({ mail: mailName.optional(), cardId: cardId.optional(), limit }),
  'outbox.list': exactly<Input<'outbox.list'>>()({ limit }),
  'crms.connectors': nothing,
  'crms.list': nothing,
  'ledger.list': exactly<Input<'ledger.list'>>()({
    text: text.optional(),
    cardId: cardId.optional(),
    mail: mailName.optional(),
    cursor: line.optional(),
    limit,
  }),
  'actions.list': exactly<Input<'actions.list'>>()({ limit }),
  'history.list': exactly<Input<'history.list'>>()({
    cardId: cardId.optional(),
    mail: mailName.optional(),
    since: moment.optional(),
    limit,
  }),
  'held.list': exactly<Input<'held.list'>>()({ limit }),
  'words.list': nothing,
  'rehearsal.get': nothing,
  'rehearsal.mails': exactly<Input<'rehearsal.mails'>>()({ crmId, set: z.enum(REHEARSED_SETS), limit }),

  'identity.get': nothing,
  'filters.get': exactly<Input<'filters.get'>>()({ since: z.custom<UnixMs>((value) => Number.isSafeInteger(value)) }),
  'filters.mails': exactly<Input<'filters.mails'>>()({
    filter: z.enum([...FILTERS, ...LIMIT_FILTERS]),
    cursor: line.optional(),
    limit,
  }),
  'blocklist.list': nothing,
  'blocklist.mails': exactly<Input<'blocklist.mails'>>()({ entryId: rowId<EntryId>(), cursor: line.optional(), limit }),

  'accounts.add': exactly<AddAccount>()({
    address: line,
    settings: sourceSettings,
    password: password.nullable(),
    isChecked: z.boolean(),
    importChoice: importChoice.optional(),
  }),
  'accounts.count': exactly<Input<'accounts.count'>>()({
    address: line,
    settings: sourceSettings,
    password: password.nullable(),
    day,
    newestCount: count,
  }),
  'accounts.change': exactly<ChangeAccount>()({
    accountId,
    settings: sourceSettings.optional(),
    password: password.optional(),
    importChoice: importChoice.optional(),
  }),
  'accounts.disconnect': exactly<Input<'accounts.disconnect'>>()({ accountId }),
  'accounts.reconnect': exactly<Input<'accounts.reconnect'>>()({
    accountId,
    settings: sourceSettings.optional(),
    password: password.nullable(),
  }),
  'accounts.delete': exactly<Input<'accounts.delete'>>()({ accountId, confirmation: text }),
  'accounts.sign-in': exactly<Input<'accounts.sign-in'>>()({ accountId, password }),
  'space.preview': exactly<Input<'space.preview'>>()({ keeping: textKeeping }),
  'space.keep': exactly<Input<'space.keep'>>()({ keeping: textKeeping }),
  'space.fetch': nothing,
  'space.compact': nothing,
  'space.stop': nothing,
  'mails.fetch-text': exactly<Input<'mails.fetch-text'>>()({ mailId }),
  'audit.run': exactly<Input<'audit.run'>>()({
    accountId: accountId.optional(),
    isRepair: z.boolean(),
    path: line.optional(),
  }),
  'mailboxes.look': exactly<Input<'mailboxes.look'>>()({ accountId }),
  'mailboxes.choose': exactly<Input<'mailboxes.choose'>>()({ accountId, mailbox: line, isRead: z.boolean() }),
  'crms.connect': exactly<ConnectCrm>()(connectCrm),
  'crms.sign-in': exactly<Input<'crms.sign-in'>>()({ crmId, values: signInValues }),
  'sign-ins.begin': exactly<BrowserSignInOrder>()({
    ...connectCrm,
    crmId: crmId.optional(),
    words: z.strictObject({ done: line, refused: line }),
  }),
  'sign-ins.end': exactly<Input<'sign-ins.end'>>()({ signInId }),
  'sign-ins.cancel': exactly<Input<'sign-ins.cancel'>>()({ signInId }),
  'crms.check': exactly<Input<'crms.check'>>()({ crmId }),
  'crms.load': exactly<Input<'crms.load'>>()({ crmId }),
  'crms.disconnect': exactly<Input<'crms.disconnect'>>()({ crmId }),
  'carries.list': nothing,
  'carries.rows': exactly<Input<'carries.rows'>>()({
    fromId: crmId,
    toId: crmId,
    set: z.enum(CARRY_SETS).optional(),
    cursor: line.optional(),
    limit,
  }),
  'carries.preview': carryName,
  'carries.report': carryName,
  'carries.plan': carryName,
  'carries.match': exactly<Input<'carries.match'>>()({
    fromId: crmId,
    toId: crmId,
    cardId,
    counterpart: cardId.nullable().optional(),
  }),
  'carries.go': exactly<Input<'carries.go'>>()({ fromId: crmId, toId: crmId, isConfirmed: z.boolean() }),
  'carries.stop': nothing,
  'carries.export': exactly<Input<'carries.export'>>()({ fromId: crmId, toId: crmId, path: line }),
  'sync.once': exactly<Input<'sync.once'>>()({ accountId: accountId.optional() }),
  'sync.pause': exactly<Input<'sync.pause'>>()({ accountId: accountId.optional() }),
  'sync.resume': exactly<Input<'sync.resume'>>()({ accountId: accountId.optional() }),
  'sync.start': nothing,
  'sync.stop': nothing,
  'cards.import': exactly<Input<'cards.import'>>()({ rows: z.array(cardRow).max(ROWS_MAX) }),
  'cards.move': exactly<Input<'cards.move'>>()({ cardId, stageId: line }),
  'cards.make': exactly<Input<'cards.make'>>()({
    kind: z.enum(['lead', 'contact']),
    address: line,
    name: line.optional(),
    company: cardId.nullable().optional(),
    companyName: line.optional(),
  }),
  'suggestions.dismiss': exactly<Input<'suggestions.dismiss'>>()({ key: textId<SuggestionKey>() }),
  'threads.join': exactly<Input<'threads.join'>>()({ mail: mailName, answers: mailName }),
  'threads.part': exactly<Input<'threads.part'>>()({ mail: mailName }),
  'links.attach': exactly<Input<'links.attach'>>()({
    mails: mailNames,
    cardId,
    reach,
    from: cardId.optional(),
    person: line.optional(),
  }),
  'links.detach': exactly<Input<'links.detach'>>()({ mails: mailNames, cardId, reach, person: line.optional() }),
  'links.preview-detach': exactly<Input<'links.preview-detach'>>()({
    mails: mailNames,
    cardId,
    reach,
    person: line.optional(),
  }),
  'actions.undo': exactly<Input<'actions.undo'>>()({
    actionId: rowId<ActionId>().optional(),
    isConfirmed: z.boolean().optional(),
  }),
  'actions.undo-since': exactly<Input<'actions.undo-since'>>()({ since: moment, isPreview: z.boolean() }),
  'extents.set': exactly<Input<'extents.set'>>()({
    mails: mailNames,
    reach: z.enum(EXTENT_REACHES),
    extent: z.enum(EXTENTS),
  }),
  'decisions.export': exactly<Input<'decisions.export'>>()({ path: line }),
  'decisions.import': exactly<Input<'decisions.import'>>()({ path: line, isPreview: z.boolean() }),
  'words.add': word,
  'words.remove': word,
  'words.add-address': exactly<Input<'words.add-address'>>()({ address: line }),
  'words.remove-address': exactly<Input<'words.remove-address'>>()({ address: line }),
  'rehearsal.set': exactly<Input<'rehearsal.set'>>()({ crmId, isOn: z.boolean() }),
  'rehearsal.go': exactly<Input<'rehearsal.go'>>()({ crmId }),
  'rules.preview': exactly<Input<'rules.preview'>>()({ change: ruleChange }),
  'rules.change': exactly<Input<'rules.change'>>()({ change: ruleChange, isConfirmed: z.boolean().optional() }),
  'outbox.drain': nothing,
  'outbox.retry': exactly<Input<'outbox.retry'>>()({ outboxId: rowId<OutboxId>() }),
  'ledger.take-back': exactly<Input<'ledger.take-back'>>()({ ledgerId: rowId<LedgerId>() }),
  'attachments.open': exactly<Input<'attachments.open'>>()({ mailId, part }),
  'mails.pictures': exactly<Input<'mails.pictures'>>()({ mailId }),
  'attachments.save': exactly<Input<'attachments.save'>>()({
    mailId,
    part,
    path: line,
  }),
};

/** Whether a value names a query or a command. */
export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(INPUTS, name);
}

/**
 * The input of a call, checked.
 * @throws MailpinError `input.invalid` with the path of the first wrong field, for example `mails.0.mailId`
 */
export function parseInput<Name extends CallName>(name: Name, input: unknown): Input<Name> {
  return parse(INPUTS[name], input);
}

/** One row of a card file, checked by itself so that a bad row can be named while the others go in. Throws as parseInput. */
export function parseCardRow(row: unknown): CardRow {
  return parse(cardRow, row);
}

function parse<Value>(schema: z.ZodType<Value>, input: unknown): Value {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new MailpinError('input.invalid', { field: firstField(result.error) });
}

/** Path of the first thing that is wrong: never its value, which may be a password. */
function firstField(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'input';
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...unknownKey].map(String).join('.') || 'input';
}
