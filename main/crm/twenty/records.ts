/**
 * What Twenty answers, as far as it is read; checked, because every workspace has a data model of its own. Source: twentyhq/twenty (AGPL),
 * its documentation and the tests of its REST interface.
 */
import { z } from 'zod';

const id = z.string();
const nullableId = z.string().nullish();
const nullableText = z.string().nullish();
const instant = z.iso.datetime({ offset: true });
const name = z.object({ firstName: nullableText, lastName: nullableText }).nullish();
const stamped = { id, createdAt: instant, updatedAt: instant, deletedAt: instant.nullish() };

export const companyRecord = z.object({
  ...stamped,
  name: nullableText,
  domainName: z
    .object({
      primaryLinkUrl: nullableText,
      secondaryLinks: z.array(z.object({ url: nullableText })).nullish(),
    })
    .nullish(),
  accountOwnerId: nullableId,
});
export const personRecord = z.object({
  ...stamped,
  name,
  emails: z.object({ primaryEmail: nullableText, additionalEmails: z.array(z.string()).nullish() }).nullish(),
  companyId: nullableId,
});
export const opportunityRecord = z.object({
  ...stamped,
  name: nullableText,
  /** Millionths of the currency; large numbers come as texts. */
  amount: z.object({ amountMicros: z.union([z.number(), z.string()]).nullish(), currencyCode: nullableText }).nullish(),
  closeDate: nullableText,
  stage: nullableText,
  pointOfContactId: nullableId,
  companyId: nullableId,
  /** Newer servers only. */
  ownerId: nullableId,
});
export const memberRecord = z.object({ id, name });
export const noteRecord = z.object({
  id,
  title: nullableText,
  bodyV2: z.object({ markdown: nullableText }).nullish(),
  createdAt: instant,
  deletedAt: instant.nullish(),
});
/** A note on a card; older servers name the cards without `target`. */
export const targetRecord = z.object({
  id,
  noteId: nullableId,
  targetPersonId: nullableId,
  targetCompanyId: nullableId,
  targetOpportunityId: nullableId,
  personId: nullableId,
  companyId: nullableId,
  opportunityId: nullableId,
});
export const targetWithNote = z.object({ id, note: noteRecord.nullish() });
export const bareRecord = z.object({ id });
export const objectRecord = z.object({
  nameSingular: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string(), position: z.number() })).nullish(),
    }),
  ),
});
export const refusalBody = z.object({ error: nullableText, messages: z.array(z.string()).nullish() });

export type CompanyRecord = z.infer<typeof companyRecord>;
export type PersonRecord = z.infer<typeof personRecord>;
export type OpportunityRecord = z.infer<typeof opportunityRecord>;
export type TargetRecord = z.infer<typeof targetRecord>;
