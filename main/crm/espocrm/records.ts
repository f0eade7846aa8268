/**
 * What EspoCRM answers, as far as it is read; checked, because versions and administrators change it. Sources: EspoCRM
 * documentation, development/api (crud.md, attachment.md), and the program's entityDefs.
 */
import { z } from 'zod';

const nullableText = z.string().nullish();
const moment = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

const stamped = {
  id: z.string(),
  createdAt: moment.nullish(),
  /** Records that an old version imported have none. */
  modifiedAt: moment.nullish(),
  assignedUserName: nullableText,
};
const named = { ...stamped, name: nullableText };

/** All addresses of a record; only single records have it, lists have the primary address alone. */
const addressed = {
  emailAddress: nullableText,
  emailAddressData: z.array(z.object({ emailAddress: z.string(), primary: z.boolean().nullish() })).nullish(),
};
export const contactRecord = z.object({ ...named, ...addressed, accountId: nullableText });
export const accountRecord = z.object({ ...named, ...addressed, website: nullableText });
export const leadRecord = z.object({
  ...named,
  ...addressed,
  accountName: nullableText,
  status: nullableText,
  createdContactId: nullableText,
  createdAccountId: nullableText,
});
export const dealRecord = z.object({
  ...named,
  stage: nullableText,
  /** A decimal text where the administrator chose so, else a number. */
  amount: z.union([z.number(), z.string()]).nullish(),
  amountCurrency: nullableText,
  closeDate: nullableText,
  accountId: nullableText,
  contactsIds: z.array(z.string()).nullish(),
});

/** `total` is -1 or -2 where the number is not counted. */
export function listOf<Item>(shape: z.ZodType<Item>) {
  return z.object({ list: z.array(shape), total: z.int().nullish() });
}
export const createdRecord = z.object({ id: z.string() });
export const emailRecord = z.object({
  id: z.string(),
  name: nullableText,
  messageId: nullableText,
  dateSent: moment.nullish(),
  parentType: nullableText,
  parentId: nullableText,
  createdById: nullableText,
  modifiedById: nullableText,
});
/** A scope is closed with `false`, open with `true` or with levels by action; what has another form opens nothing. */
const scope = z.union([z.boolean(), z.record(z.string(), z.string())]).catch(false);
export const appUser = z.object({
  user: z.object({ id: z.string(), userName: nullableText, name: nullableText }),
  acl: z.object({ table: z.record(z.string(), scope) }),
});
export const stageField = z.object({
  options: z.array(z.string()),
  /** An empty map is an empty list in PHP's JSON. */
  probabilityMap: z.union([z.record(z.string(), z.number().nullable()), z.array(z.never())]).nullish(),
});
/** Of a mail that is there already, and of a validation rule that refused something. */
export const refusalBody = z.object({
  messageTranslation: z.object({
    label: nullableText,
    scope: nullableText,
    data: z.record(z.string(), z.unknown()).nullish(),
  }),
});

export type ContactRecord = z.infer<typeof contactRecord>;
export type AccountRecord = z.infer<typeof accountRecord>;
export type LeadRecord = z.infer<typeof leadRecord>;
export type DealRecord = z.infer<typeof dealRecord>;
export type EmailRecord = z.infer<typeof emailRecord>;
export type AclTable = z.infer<typeof appUser>['acl']['table'];
