/** What Salesforce answers, as far as it is read. Source: Object Reference for Salesforce, REST API Developer Guide. */
import { z } from 'zod';

const text = z.string().nullable();
const owner = z.object({ Name: text }).nullable();
const stamped = {
  Id: z.string(),
  IsDeleted: z.boolean(),
  CreatedDate: z.string(),
  SystemModstamp: z.string(),
  Owner: owner,
};

export const contactRecord = z.object({ ...stamped, Name: text, Email: text, AccountId: text, MasterRecordId: text });
export const accountRecord = z.object({ ...stamped, Name: text, Website: text, MasterRecordId: text });
export const leadRecord = z.object({
  ...stamped,
  Name: text,
  Company: text,
  Email: text,
  MasterRecordId: text,
  IsConverted: z.boolean(),
  ConvertedContactId: text,
  ConvertedOpportunityId: text,
});
export const opportunityRecord = z.object({
  ...stamped,
  Name: text,
  StageName: text,
  Amount: z.number().nullable(),
  IsClosed: z.boolean(),
  IsWon: z.boolean(),
  CloseDate: text,
  AccountId: text,
  /** Only where the organization has several currencies. */
  CurrencyIsoCode: text.optional(),
  OpportunityContactRoles: z.object({ records: z.array(z.object({ ContactId: text })) }).nullable(),
});
export const stageRecord = z.object({
  ApiName: z.string(),
  MasterLabel: z.string(),
  IsClosed: z.boolean(),
  IsWon: z.boolean(),
});
export const emailRecord = z.object({
  Id: z.string(),
  RelatedToId: text,
  Subject: text,
  MessageDate: text,
  Headers: text,
  MessageIdentifier: text,
});
/** What a record that is made anew takes over. */
export const emailCopy = z.object({
  Subject: text,
  TextBody: text,
  Headers: text,
  FromAddress: text,
  FromName: text,
  ToAddress: text,
  CcAddress: text,
  MessageDate: text,
  MessageIdentifier: text,
  Incoming: z.boolean(),
  Status: text,
});
export const relationRecord = z.object({
  Id: z.string(),
  EmailMessageId: z.string(),
  RelationId: z.string(),
  RelationType: z.string(),
  RelationAddress: text,
});
export const personRecord = z.object({ Id: z.string(), Email: text });
export const fileLink = z.object({
  ContentDocumentId: z.string(),
  ContentDocument: z.object({ Description: text }).nullable(),
});
export const fileVersion = z.object({ Id: z.string(), ContentDocumentId: z.string() });
export const userRecord = z.object({ Id: z.string(), Name: text, Username: text });
export const idRecord = z.object({ Id: z.string() });

export const savedAnswer = z.object({ id: z.string(), success: z.literal(true) });
export const queryPage = z.object({
  totalSize: z.int(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.unknown()),
});
export const compositeAnswer = z.object({
  compositeResponse: z.array(z.object({ body: z.unknown(), httpStatusCode: z.int(), referenceId: z.string() })),
});
export const resources = z.object({ identity: z.string() });
export const objectList = z.object({
  sobjects: z.array(
    z.object({ name: z.string(), queryable: z.boolean(), createable: z.boolean(), deletable: z.boolean() }),
  ),
});
export const objectFields = z.object({
  fields: z.array(
    z.object({ name: z.string(), createable: z.boolean(), externalId: z.boolean(), unique: z.boolean() }),
  ),
});
export const organization = z.object({
  features: z.object({ multiCurrency: z.boolean(), defaultCurrencyIsoCode: text.optional() }),
});
export const refusals = z.array(z.object({ errorCode: z.string(), message: z.string() })).min(1);

/** Columns to ask for, which are those of a flat shape. */
export function columnsOf(shape: z.ZodObject): string {
  return Object.keys(shape.shape).join(', ');
}

export type ContactRecord = z.infer<typeof contactRecord>;
export type AccountRecord = z.infer<typeof accountRecord>;
export type LeadRecord = z.infer<typeof leadRecord>;
export type OpportunityRecord = z.infer<typeof opportunityRecord>;
export type StageRecord = z.infer<typeof stageRecord>;
export type EmailRecord = z.infer<typeof emailRecord>;
export type RelationRecord = z.infer<typeof relationRecord>;
