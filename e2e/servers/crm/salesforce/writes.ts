/** What Salesforce makes and deletes, and what it refuses. Source: Object Reference (EmailMessage, EmailMessageRelation, ContentVersion). */
import { notFound, Refused } from './refused.ts';
import { SCHEMA, UNIQUE_FIELD } from './schema.ts';
import type { Row } from './soql.ts';
import type { Tables } from './tables.ts';

export type Right = 'queryable' | 'createable' | 'deletable';
export interface Org {
  readonly tables: Tables;
  readonly userId: string;
  readonly may: (type: string, right: Right) => boolean;
  /** The user permission "Update Email Messages". */
  readonly mayUpdateEmails: boolean;
  readonly hasUniqueField: boolean;
  /** A validation rule on EmailMessage: what it says, and of which subjects. */
  readonly rule: { readonly message: string; readonly subject: RegExp } | null;
  readonly largestFileBytes: number;
}

const RELATION_TYPES = ['FromAddress', 'ToAddress', 'CcAddress', 'BccAddress'];
const PEOPLE: Readonly<Record<string, string>> = { '003': 'Contact', '00Q': 'Lead', '005': 'User' };
const PARENTS: Readonly<Record<string, string>> = { '001': 'Account', '006': 'Opportunity' };

/** @param isNew whether a record was made in the same transaction */
export function create(
  org: Org,
  type: string,
  values: Readonly<Record<string, unknown>>,
  isNew: (id: string) => boolean,
): Row {
  const shape = SCHEMA[type];
  if (shape === undefined || !org.may(type, 'createable')) throw notFound();
  for (const [name, value] of Object.entries(values)) {
    const most = name === UNIQUE_FIELD && !org.hasUniqueField ? undefined : shape.createable[name];
    if (most === undefined && shape.fields.includes(name) && name !== UNIQUE_FIELD) {
      const message = `Unable to create/update fields: ${name}. Please check the security settings of this field.`;
      throw new Refused(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, [name]);
    }
    if (most === undefined)
      throw new Refused(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${type}`);
    if (most !== null && typeof value === 'string' && value.length > most) {
      const message = `${name}: data value too large: ${value.slice(0, 20)} (max length=${String(most)})`;
      throw new Refused(400, 'STRING_TOO_LONG', message, [name]);
    }
  }
  switch (type) {
    case 'EmailMessage':
      return createEmail(org, values);
    case 'EmailMessageRelation':
      return createRelation(org, values, isNew);
    case 'ContentVersion':
      return createFile(org, values);
    case 'ContentDocumentLink':
      return createFileLink(org, values, isNew);
    default:
      throw notFound();
  }
}

function createEmail(org: Org, values: Readonly<Record<string, unknown>>): Row {
  const { tables, userId, rule } = org;
  const { RelatedToId: parentId, Subject: subject, Status: status = '0', MessageDate: date } = values;
  if (typeof date === 'string' && Number.isNaN(Date.parse(date))) {
    throw new Refused(
      400,
      'JSON_PARSER_ERROR',
      `Cannot deserialize instance of datetime from VALUE_STRING value ${date}`,
    );
  }
  if (!['0', '1', '2', '3', '4'].includes(String(status))) {
    throw new Refused(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `bad value for restricted picklist field: ${String(status)}`,
    );
  }
  if (typeof parentId === 'string') standing(org, PARENTS, parentId, 'RelatedToId');
  if (rule !== null && rule.subject.test(String(subject))) {
    throw new Refused(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, ['Subject']);
  }
  const key = values[UNIQUE_FIELD];
  const same = tables
    .all('EmailMessage')
    .find((row) => key !== undefined && row['IsDeleted'] !== true && row[UNIQUE_FIELD] === key);
  if (same !== undefined) {
    const message = `duplicate value found: ${UNIQUE_FIELD} duplicates value on record with id: ${same.Id}`;
    throw new Refused(400, 'DUPLICATE_VALUE', message);
  }
  const task = tables.put('Task', { Subject: `Email: ${String(subject)}`, WhatId: parentId ?? null }, userId);
  const shown = typeof date === 'string' ? new Date(date).toISOString().replace('Z', '+0000') : null;
  const given = { Incoming: false, ...values, Status: status, MessageDate: shown };
  return tables.put('EmailMessage', { ...given, ActivityId: task.Id }, userId);
}

function createRelation(org: Org, values: Readonly<Record<string, unknown>>, isNew: (id: string) => boolean): Row {
  const { tables, userId } = org;
  const { EmailMessageId: emailId, RelationId: personId, RelationType: type, RelationAddress: address } = values;
  if (!RELATION_TYPES.includes(String(type))) {
    throw new Refused(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `bad value for restricted picklist field: ${String(type)}`,
    );
  }
  openEmail(org, String(emailId), isNew);
  const person = standing(org, PEOPLE, String(personId), 'RelationId');
  if (person['IsConverted'] === true)
    throw new Refused(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const objectType = PEOPLE[String(personId).slice(0, 3)];
  const row = { ...values, RelationAddress: address ?? person['Email'] ?? null, RelationObjectType: objectType };
  return tables.put('EmailMessageRelation', row, userId);
}

function createFile({ tables, userId, largestFileBytes }: Org, values: Readonly<Record<string, unknown>>): Row {
  const { VersionData: data, ...rest } = values;
  if (typeof data !== 'string' || !/^[a-z\d+/]*={0,2}$/i.test(data)) {
    throw new Refused(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [VersionData]', ['VersionData']);
  }
  if (Buffer.from(data, 'base64').length > largestFileBytes) {
    throw new Refused(400, 'STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded');
  }
  const { Title, Description = null } = rest;
  const document = tables.put('ContentDocument', { Title, Description }, userId);
  return tables.put('ContentVersion', { ...rest, ContentDocumentId: document.Id, bytes: data }, userId);
}

function createFileLink(org: Org, values: Readonly<Record<string, unknown>>, isNew: (id: string) => boolean): Row {
  const document = org.tables.find('ContentDocument', String(values['ContentDocumentId']));
  if (document === undefined || document['IsDeleted'] === true) {
    throw new Refused(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['ContentDocumentId']);
  }
  openEmail(org, String(values['LinkedEntityId']), isNew);
  return org.tables.put(
    'ContentDocumentLink',
    { ...values, 'ContentDocument.Description': document['Description'] },
    org.userId,
  );
}

/** A mail that is no draft takes no people and files of users without the permission. */
function openEmail(org: Org, id: string, isNew: (id: string) => boolean): void {
  const email = org.tables.find('EmailMessage', id);
  if (email === undefined || email['IsDeleted'] === true) {
    throw new Refused(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  }
  if (!isNew(id) && !org.mayUpdateEmails) {
    throw new Refused(400, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  }
}

function standing(org: Org, types: Readonly<Record<string, string>>, id: string, field: string): Row {
  if (!/^[a-z\d]{15}(?:[a-z\d]{3})?$/i.test(id))
    throw new Refused(400, 'MALFORMED_ID', `${field}: id value of incorrect type: ${id}`, [field]);
  const type = types[id.slice(0, 3)];
  if (type === undefined && Object.values(SCHEMA).some(({ prefix }) => prefix === id.slice(0, 3))) {
    throw new Refused(400, 'FIELD_INTEGRITY_EXCEPTION', `${field}: id value of incorrect type: ${id}`, [field]);
  }
  const row = type === undefined ? undefined : org.tables.find(type, id);
  if (row === undefined) throw new Refused(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field]);
  if (row['IsDeleted'] === true) throw new Refused(400, 'ENTITY_IS_DELETED', 'entity is deleted', [field]);
  return row;
}

/** What hangs on a record goes with it. */
export function remove(org: Org, type: string, id: string): void {
  const { tables, may, mayUpdateEmails } = org;
  if (SCHEMA[type] === undefined || tables.find(type, id) === undefined) throw notFound();
  const isOfEmail = type === 'EmailMessageRelation' && !mayUpdateEmails;
  if (!may(type, 'deletable') || isOfEmail) {
    throw new Refused(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  }
  const email = type === 'EmailMessage' ? tables.find(type, id) : undefined;
  tables.remove(type, id);
  if (email !== undefined) {
    tables.remove('Task', String(email['ActivityId']));
    for (const row of standingOf(tables, 'EmailMessageRelation', 'EmailMessageId', id))
      tables.purge('EmailMessageRelation', row.Id);
    for (const row of standingOf(tables, 'ContentDocumentLink', 'LinkedEntityId', id))
      tables.purge('ContentDocumentLink', row.Id);
  }
  if (type === 'ContentDocument') {
    for (const row of standingOf(tables, 'ContentDocumentLink', 'ContentDocumentId', id))
      tables.purge('ContentDocumentLink', row.Id);
  }
}

function standingOf(tables: Tables, type: string, field: string, id: string): readonly Row[] {
  return tables.all(type).filter((row) => row[field] === id);
}
