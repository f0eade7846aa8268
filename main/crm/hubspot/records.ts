/**
 * What HubSpot answers, as far as it is read; checked, because a vendor may change it. Source: HubSpot's reference of version 2026-03,
 * CRM objects, associations, pipelines, owners and account information. Every property is a text or null.
 */
import { z } from 'zod';

const paging = z.object({ next: z.object({ after: z.string() }).nullish() }).nullish();
const instant = z.iso.datetime({ offset: true });

const associatedIds = z.object({ results: z.array(z.object({ id: z.string() })), paging });

/** A contact, company, deal, lead or email. */
export const objectRecord = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: instant,
  updatedAt: instant,
  archivedAt: instant.nullish(),
  /** By the plural of the other kind; left out where there are none. */
  associations: z.record(z.string(), associatedIds).optional(),
});
export const objectPage = z.object({ results: z.array(objectRecord), paging });
/** The search says how many there are besides. */
export const foundPage = objectPage.extend({ total: z.int() });
/** A batch read leaves out what is not there, under status 207. */
export const objectBatch = z.object({ results: z.array(objectRecord) });

/** Ids are numbers here, alone in HubSpot's interface. */
const toObjectId = z.union([z.number(), z.string()]).transform(String);
export const associationPage = z.object({ results: z.array(z.object({ toObjectId })), paging });
export const associationBatch = z.object({
  results: z.array(z.object({ from: z.object({ id: z.string() }), to: z.array(z.object({ toObjectId })) })),
});
/** What a plain link was made to; nothing when there was nothing to link to. */
export const associationResults = z.object({ results: z.array(z.unknown()) });
export const associationLabels = z.object({
  results: z.array(z.object({ category: z.string(), typeId: z.int(), label: z.string().nullish() })),
});

export const ownerRecord = z.object({
  id: z.string(),
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
});
export const ownerPage = z.object({ results: z.array(ownerRecord), paging });

const stageRecord = z.object({
  id: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  /** Of deals `isClosed` and `probability`, of leads `leadState`; all of them texts. */
  metadata: z
    .object({
      isClosed: z.union([z.string(), z.boolean()]).nullish(),
      probability: z.union([z.string(), z.number()]).nullish(),
      leadState: z.string().nullish(),
    })
    .nullish(),
});
export const pipelines = z.object({
  results: z.array(z.object({ label: z.string(), displayOrder: z.int(), stages: z.array(stageRecord) })),
});

export const accountDetails = z.object({
  portalId: z.int(),
  timeZone: z.string().nullish(),
  companyCurrency: z.string().nullish(),
});
/** Of a token of a private app. */
export const tokenInfo = z.object({ userId: z.int().nullish(), scopes: z.array(z.string()) });

export const refusalBody = z.object({
  message: z.string().nullish(),
  category: z.string().nullish(),
  policyName: z.string().nullish(),
  errors: z.array(z.object({ message: z.string().nullish() })).nullish(),
});

export type ObjectRecord = z.infer<typeof objectRecord>;
export type OwnerRecord = z.infer<typeof ownerRecord>;
export type StageRecord = z.infer<typeof stageRecord>;
