import type { ActivityId, CardId, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import type { CancelSignal, CrmActivity } from '../../../app/ports.ts';
import { activityIdOf, moment } from '../card-fields.ts';
import { identifiersOf, isOurs } from './email-values.ts';
import { placeOf, type Person, type Place } from './places.ts';
import { columnsOf, emailRecord, relationRecord, type EmailRecord, type RelationRecord } from './records.ts';
import type { SalesforceClient, Step } from './salesforce-client.ts';
import { listed, quoted } from './soql.ts';

const SELECT = `SELECT ${columnsOf(emailRecord)} FROM EmailMessage`;

/** Every record of a mail, the oldest first: of copies the oldest stays. */
export function findEmails(
  client: SalesforceClient,
  key: MessageKey,
  signal?: CancelSignal,
): Promise<readonly EmailRecord[]> {
  return client.query(`${SELECT} WHERE ${isOfMail(key)} ORDER BY CreatedDate, Id`, emailRecord, signal);
}

export async function findOnCard(
  client: SalesforceClient,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<ActivityId | null> {
  const soql = `${SELECT} WHERE ${isOfMail(key)} AND ${isAt(placeOf(cardId))} ORDER BY CreatedDate, Id`;
  const [found] = await client.query(soql, emailRecord, signal);
  return found === undefined ? null : activityIdOf(found.Id);
}

/** Mail on a card, newest first, whoever logged it. */
export async function emailsOn(
  client: SalesforceClient,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<readonly CrmActivity[]> {
  const soql = `${SELECT} WHERE ${isAt(placeOf(cardId))} ORDER BY MessageDate DESC, Id DESC`;
  const found = await client.query(soql, emailRecord, signal);
  return found.map((record) => ({
    activityId: activityIdOf(record.Id),
    key: null,
    isOurs: isOurs(record),
    messageId: record.MessageIdentifier,
    subject: record.Subject ?? '',
    sentAt: record.MessageDate === null ? (0 as UnixMs) : moment(record.MessageDate),
  }));
}

/** Contacts and leads on mails; Salesforce puts users and bare addresses there by itself. */
export async function peopleOn(
  client: SalesforceClient,
  emails: readonly Pick<EmailRecord, 'Id'>[],
  signal?: CancelSignal,
): Promise<readonly RelationRecord[]> {
  if (emails.length === 0) return [];
  const isOn = `EmailMessageId IN ${listed(emails.map(({ Id }) => Id))}`;
  const soql = `SELECT ${columnsOf(relationRecord)} FROM EmailMessageRelation WHERE ${isOn} AND RelationObjectType IN ('Contact', 'Lead')`;
  return client.query(soql, relationRecord, signal);
}

export function personStep(email: string, person: Person, at: number): Step {
  const { RelationId, RelationType, RelationAddress } = person;
  const address = RelationAddress === null ? {} : { RelationAddress };
  const values = { EmailMessageId: email, RelationId, RelationType, ...address };
  return { ref: `person${String(at)}`, type: 'EmailMessageRelation', values };
}

function isOfMail(key: MessageKey): string {
  return `MessageIdentifier IN ${listed(identifiersOf(key))}`;
}

function isAt({ id, isPerson }: Place): string {
  return isPerson
    ? `Id IN (SELECT EmailMessageId FROM EmailMessageRelation WHERE RelationId = ${quoted(id)})`
    : `RelatedToId = ${quoted(id)}`;
}
