import type { Activity, AttachedFile } from '../../../app/domain/activity.ts';
import type { ActivityId, CardId, MessageKey } from '../../../app/domain/ids.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import { isAmbiguous, MailpinError } from '../../../app/errors.ts';
import type { AttachAnswer, CancelSignal, CrmActivity } from '../../../app/ports.ts';
import { partsOf } from '../card-fields.ts';
import { afterWriting } from '../http/ambiguous.ts';
import { messageIdOf } from '../message-id-of.ts';
import { headerAddress } from '../mime-words.ts';
import { SOURCES } from './cards.ts';
import { messageHtml } from './message-html.ts';
import type { Domain } from './model-call.ts';
import { oneId, type OdooClient } from './odoo-client.ts';
import { idRecord, messageRecord, type MessageRecord } from './records.ts';
import { odooMoment, odooTime } from './to-card.ts';

/** A record that has a chatter. */
interface Thread {
  readonly model: string;
  readonly id: number;
}

/** Nobody becomes a follower by what is posted here, and nobody hears of it. */
const QUIETLY = {
  mail_create_nosubscribe: true,
  mail_post_autofollow: false,
  mail_post_autofollow_author_skip: true,
  mail_notify_author: false,
};
/** Since this version HTML has to be called HTML, or it is shown as text. */
const SAYS_HTML_SINCE = 17;
const PAGE_MESSAGES = 200;

/** The mail's messages on a record, the oldest first: the oldest is the one that stays. */
async function messagesOf(
  client: OdooClient,
  key: MessageKey,
  { model, id }: Thread,
  signal?: CancelSignal,
): Promise<readonly MessageRecord[]> {
  const messageId = messageIdOf(key);
  const domain: Domain = [
    ['model', '=', model],
    ['res_id', '=', id],
    ['message_id', 'in', [`<${messageId}>`, messageId]],
  ];
  return client.search('mail.message', messageRecord, { domain, order: 'id', signal });
}

export async function findMessage(
  client: OdooClient,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<ActivityId | null> {
  const [found] = await messagesOf(client, key, threadOf(cardId), signal);
  return found === undefined ? null : activityId(found.id);
}

/**
 * Looks, posts, and looks again: Odoo refuses no copy, so of those that two programs posted at once the oldest stays. The message is a
 * note, which goes to no follower. A mail that Odoo's own gateway put there counts as there.
 */
export async function attachMessage(
  client: OdooClient,
  activity: Activity,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<AttachAnswer> {
  const thread = threadOf(cardId);
  const domain: Domain = [
    ['id', '=', thread.id],
    ['active', 'in', [true, false]],
  ];
  const [card] = await client.search(thread.model, idRecord, { domain, signal });
  if (card === undefined) throw new MailpinError('crm.card-gone', { card: cardId });
  const [standing] = await messagesOf(client, activity.key, thread, signal);
  if (standing !== undefined) return { outcome: 'already-attached', activityId: activityId(standing.id) };
  const posted = await post(client, activity, thread, signal);
  return await afterWriting(async () => {
    const { uid } = await client.session(signal);
    const all = await messagesOf(client, activity.key, thread, signal);
    const kept = all[0]?.id ?? posted;
    for (const copy of all) {
      if (copy.id !== kept && isBy(copy, uid)) await removeMessage(client, copy, signal);
    }
    return { outcome: kept === posted ? 'created' : 'already-attached', activityId: activityId(kept) };
  });
}

async function post(client: OdooClient, activity: Activity, thread: Thread, signal?: CancelSignal): Promise<number> {
  const { version, host } = await client.session(signal);
  const files: number[] = [];
  try {
    for (const file of activity.files ?? []) files.push(await upload(client, file, signal));
    const [from] = activity.participants.filter(({ role }) => role === 'from');
    const emailFrom = from === undefined ? null : plainAddress(from.displayName, from.rawAddress);
    const named = {
      body: messageHtml(activity),
      ...(version >= SAYS_HTML_SINCE && { body_is_html: true }),
      subject: activity.subject,
      message_type: 'email',
      subtype_xmlid: 'mail.mt_note',
      ...(emailFrom !== null && { email_from: emailFrom }),
      message_id: `<${messageIdOf(activity.key)}>`,
      date: odooTime(activity.sentAt),
      ...(files.length > 0 && { attachment_ids: files }),
    };
    const call = { model: thread.model, method: 'message_post', ids: [thread.id], named, context: QUIETLY } as const;
    return oneId(await client.call(call, signal), host);
  } catch (error) {
    // Files of a message that was refused would lie about in Odoo. Of one that may stand they are needed.
    if (!isAmbiguous(error)) await client.unlink('ir.attachment', files, signal);
    throw error;
  }
}

/** Held for a message that is being written; posting puts it on the record. */
function upload(
  client: OdooClient,
  { fileName, mediaType, bytes }: AttachedFile,
  signal?: CancelSignal,
): Promise<number> {
  const place = { res_model: 'mail.compose.message', res_id: 0 };
  const datas = Buffer.from(bytes).toString('base64');
  return client.create('ir.attachment', { name: fileName, mimetype: mediaType, datas, ...place }, signal);
}

/** Takes off what was posted by this sign-in; what Odoo's own gateway brought stays. */
export async function detachMessage(
  client: OdooClient,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<DetachOutcome> {
  const { uid } = await client.session(signal);
  const ours = (await messagesOf(client, key, threadOf(cardId), signal)).filter((message) => isBy(message, uid));
  for (const message of ours) await removeMessage(client, message, signal);
  return ours.length > 0 ? 'deleted' : 'was-not-linked';
}

/** Odoo leaves the files of a message on its record when the message goes. */
async function removeMessage(client: OdooClient, message: MessageRecord, signal?: CancelSignal): Promise<void> {
  await client.unlink('ir.attachment', message.attachment_ids, signal);
  await client.unlink('mail.message', [message.id], signal);
}

/** Mail on a card, newest first; what was written or tracked there by hand is no mail. */
export async function messagesOn(
  client: OdooClient,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<readonly CrmActivity[]> {
  const { model, id } = threadOf(cardId);
  const { uid } = await client.session(signal);
  const domain: Domain = [
    ['model', '=', model],
    ['res_id', '=', id],
    ['message_type', 'in', ['email', 'email_outgoing']],
  ];
  const found: CrmActivity[] = [];
  for (let offset = 0; ; offset += PAGE_MESSAGES) {
    const ask = { domain, order: 'date desc, id desc', offset, limit: PAGE_MESSAGES, signal } as const;
    const page = await client.search('mail.message', messageRecord, ask);
    found.push(...page.map((message) => toActivity(message, uid)));
    if (page.length < PAGE_MESSAGES) return found;
  }
}

function toActivity(message: MessageRecord, uid: number): CrmActivity {
  const { id, subject, date, message_id: messageId } = message;
  return {
    activityId: activityId(id),
    key: null,
    isOurs: isBy(message, uid),
    messageId: messageId || null,
    subject: subject || '',
    sentAt: odooMoment(date),
  };
}

function isBy({ create_uid: author }: MessageRecord, uid: number): boolean {
  return author !== false && author[0] === uid;
}

function threadOf(cardId: CardId): Thread {
  const { kind, remoteId } = partsOf(cardId);
  const source = Object.entries(SOURCES).find(([known]) => known === kind)?.[1];
  if (source === undefined || !/^\d+$/.test(remoteId)) throw new MailpinError('crm.card-gone', { card: cardId });
  return { model: source.model, id: Number(remoteId) };
}

/** Odoo takes the sender as a text: a name in quotes and an address. */
function plainAddress(name: string, address: string): string | null {
  const bare = headerAddress('', address);
  const shown = name.replace(/[\s"\\<>]+/g, ' ').trim();
  return bare === null ? null : shown === '' ? bare.slice(1, -1) : `"${shown}" ${bare}`;
}

function activityId(id: number): ActivityId {
  const text: string = String(id);
  return text as ActivityId;
}
