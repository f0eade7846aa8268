/** What Odoo answers, as far as it is read. An empty field is `false`, whatever its type. Source: Odoo ORM reference; run by us on 17.0. */
import { z } from 'zod';

const text = z.union([z.string(), z.literal(false)]);
/** A linked record with the name that is shown of it. */
const link = z.union([z.tuple([z.int(), z.string()]), z.literal(false)]);
const stamped = { id: z.int(), create_date: text, write_date: text };

export const partnerRecord = z.object({
  ...stamped,
  name: text,
  email: text,
  website: text,
  active: z.boolean(),
  commercial_partner_id: link,
  user_id: link,
});
export const leadRecord = z.object({
  ...stamped,
  name: text,
  type: z.string(),
  active: z.boolean(),
  contact_name: text,
  partner_name: text,
  email_from: text,
  partner_id: link,
  stage_id: link,
  expected_revenue: z.union([z.number(), z.literal(false)]),
  company_currency: link,
  user_id: link,
  date_closed: text,
});
export const stageRecord = z.object({ id: z.int(), name: z.string(), sequence: z.number(), is_won: z.boolean() });
/** Up to 18 a stage may belong to one sales team. */
export const teamStageRecord = stageRecord.extend({ team_id: link });
export const messageRecord = z.object({
  id: z.int(),
  subject: text,
  date: text,
  message_id: text,
  message_type: text,
  create_uid: link,
  attachment_ids: z.array(z.int()),
});
export const idRecord = z.object({ id: z.int() });
export const companyRecord = z.object({ id: z.int(), is_company: z.boolean(), commercial_partner_id: link });
export const userRecord = z.object({ id: z.int(), name: text, login: text });

/** Fields to ask for, which are those of a shape. */
export function fieldsOf(shape: z.ZodObject): readonly string[] {
  return Object.keys(shape.shape);
}

export type PartnerRecord = z.infer<typeof partnerRecord>;
export type LeadRecord = z.infer<typeof leadRecord>;
export type StageRecord = z.infer<typeof stageRecord> & Partial<Pick<z.infer<typeof teamStageRecord>, 'team_id'>>;
export type MessageRecord = z.infer<typeof messageRecord>;
