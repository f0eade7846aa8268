/** What Zendesk Sell answers, as far as it is read; checked, because a vendor may change it. Source: Sell core API v2. */
import { z } from 'zod';

const nullableText = z.string().nullish();
const nullableId = z.int().nullish();
const stamped = {
  id: z.int(),
  created_at: z.iso.datetime({ offset: true }),
  updated_at: z.iso.datetime({ offset: true }),
};

/** Whatever was changed, to be read further by what it is. */
export const changedRecord = z.looseObject({ id: z.int(), updated_at: z.iso.datetime({ offset: true }) });
export const leadRecord = z.object({
  ...stamped,
  first_name: nullableText,
  last_name: nullableText,
  organization_name: nullableText,
  email: nullableText,
  owner_id: nullableId,
});
export const contactRecord = z.object({
  ...stamped,
  is_organization: z.boolean(),
  contact_id: nullableId,
  name: nullableText,
  first_name: nullableText,
  last_name: nullableText,
  email: nullableText,
  website: nullableText,
  owner_id: nullableId,
});
export const dealRecord = z.object({
  ...stamped,
  name: nullableText,
  /** A decimal text, so that no cent is lost; older answers have a number. */
  value: z.union([z.string(), z.number()]).nullish(),
  currency: nullableText,
  stage_id: nullableId,
  contact_id: nullableId,
  organization_id: nullableId,
  owner_id: nullableId,
  last_stage_change_at: z.iso.datetime({ offset: true }).nullish(),
});
export const stageRecord = z.object({
  id: z.int(),
  name: z.string(),
  category: nullableText,
  position: z.int(),
  pipeline_id: nullableId,
});
export const namedRecord = z.object({ id: z.int(), name: nullableText });
export const associatedRecord = z.object({ contact_id: z.int() });
export const noteRecord = z.object({
  id: z.int(),
  content: z.string(),
  created_at: z.iso.datetime({ offset: true }),
});
/** What became of a lead: a person, a company, a deal, or several of them. */
export const conversionRecord = z.object({
  id: z.int(),
  lead_id: z.int(),
  individual_id: nullableId,
  organization_id: nullableId,
  deal_id: nullableId,
  created_at: z.iso.datetime({ offset: true }),
});
export const syncSession = z.object({
  data: z.object({
    id: z.string(),
    queues: z.array(z.object({ data: z.object({ name: z.string(), total_count: z.int().nullish() }) })).nullish(),
  }),
});
/** Of a deleted record Sell says the id and no more. Kinds of records that are not read are acknowledged like the others. */
export const syncItems = z.object({
  items: z.array(
    z.object({
      data: z.looseObject({ id: nullableId, deal_id: nullableId }).nullish(),
      meta: z.object({
        type: z.string(),
        sync: z.object({ event_type: z.string(), ack_key: z.union([z.string(), z.number()]) }),
      }),
    }),
  ),
});
export const refusalBody = z.object({
  errors: z.array(
    z.object({
      error: z.object({ code: nullableText, message: nullableText, details: nullableText, field: nullableText }),
    }),
  ),
});

export type LeadRecord = z.infer<typeof leadRecord>;
export type ContactRecord = z.infer<typeof contactRecord>;
export type DealRecord = z.infer<typeof dealRecord>;
export type StageRecord = z.infer<typeof stageRecord>;
export type ConversionRecord = z.infer<typeof conversionRecord>;
export type SyncItem = z.infer<typeof syncItems>['items'][number];
export type NoteRecord = z.infer<typeof noteRecord>;

/** Sell leaves a field out, or says null, where there is nothing. */
export function isMissing<Value>(value: Value | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}
