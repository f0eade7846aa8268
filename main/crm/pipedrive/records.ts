/**
 * What Pipedrive answers, as far as it is read; checked, because a vendor may change it. Source: Pipedrive's API reference; version 2 for
 * deals, persons, organizations, stages and pipelines, version 1 for notes, leads, files, users, mail and recent changes, of which there is no
 * second version.
 */
import { z } from 'zod';

const id = z.int();
const nullableId = id.nullish();
const nullableText = z.string().nullish();
const instant = z.iso.datetime({ offset: true });
const stamped = {
  id,
  owner_id: nullableId,
  add_time: instant,
  update_time: instant.nullish(),
  is_deleted: z.boolean().nullish(),
};

export const personRecord = z.object({
  ...stamped,
  name: nullableText,
  org_id: nullableId,
  emails: z.array(z.object({ value: nullableText, primary: z.boolean().nullish() })).nullish(),
});
export const organizationRecord = z.object({ ...stamped, name: nullableText, website: nullableText });
export const dealRecord = z.object({
  ...stamped,
  title: nullableText,
  person_id: nullableId,
  org_id: nullableId,
  stage_id: nullableId,
  value: z.number().nullish(),
  currency: nullableText,
  status: nullableText,
  won_time: instant.nullish(),
  lost_time: instant.nullish(),
  close_time: instant.nullish(),
  participants_count: z.int().nullish(),
  source_lead_id: nullableText,
});
export const leadRecord = z.object({
  id: z.string(),
  title: z.string(),
  owner_id: nullableId,
  person_id: nullableId,
  organization_id: nullableId,
  value: z.object({ amount: z.number(), currency: z.string() }).nullish(),
  add_time: instant,
  update_time: instant.nullish(),
});
export const stageRecord = z.object({ id, name: z.string(), order_nr: z.int(), pipeline_id: id });
export const pipelineRecord = z.object({ id, name: z.string() });
export const userRecord = z.object({ id, name: nullableText });
export const selfRecord = z.object({
  id,
  name: nullableText,
  company_name: nullableText,
  default_currency: nullableText,
  /** Only administrators may set the time of a note. */
  is_admin: z.union([z.boolean(), z.int()]).nullish(),
  access: z.array(z.object({ app: z.string(), admin: z.boolean().nullish() })).nullish(),
});
export const noteRecord = z.object({
  id,
  content: z.string().nullish(),
  /** UTC, as `YYYY-MM-DD HH:MM:SS`. */
  add_time: z.string(),
  active_flag: z.boolean().nullish(),
  deal_id: nullableId,
  person_id: nullableId,
  org_id: nullableId,
  lead_id: nullableText,
});
export const mailRecord = z.object({
  data: z.object({
    id,
    subject: nullableText,
    message_time: nullableText,
    mua_message_id: nullableText,
    deleted_flag: z.union([z.boolean(), z.int()]).nullish(),
  }),
});
export const fileRecord = z.object({ id });
/** What changed a short while ago; `data` as version 1 shows it, where a deleted record is no longer active. */
export const recentRecord = z.object({
  item: z.string(),
  id,
  data: z
    .looseObject({ active_flag: z.boolean().nullish(), deleted: z.boolean().nullish(), status: nullableText })
    .nullish(),
});

export const refusalBody = z.object({ error: nullableText, error_info: nullableText, code: nullableText });

export type PersonRecord = z.infer<typeof personRecord>;
export type OrganizationRecord = z.infer<typeof organizationRecord>;
export type DealRecord = z.infer<typeof dealRecord>;
export type LeadRecord = z.infer<typeof leadRecord>;
export type NoteRecord = z.infer<typeof noteRecord>;
