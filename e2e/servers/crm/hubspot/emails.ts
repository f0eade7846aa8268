/** Making and linking emails, with everything HubSpot refuses. Source: HubSpot's guide to emails and reference of associations (2026-03). */
import { z } from 'zod';
import type { FakeAnswer } from '../fake-http.ts';
import { isObjectKind, shown } from './objects.ts';
import { invalid, invalidProperty, NOT_FOUND } from './refusals.ts';
import { EMAIL_TO, PROPERTIES, READ_ONLY } from './schema.ts';
import type { HubspotStore, StoredObject } from './store.ts';

const input = z.strictObject({
  properties: z.record(z.string(), z.string()),
  /** Marked as required in the reference, empty or not. */
  associations: z.array(
    z.strictObject({
      to: z.strictObject({ id: z.string() }),
      types: z.array(z.strictObject({ associationCategory: z.string(), associationTypeId: z.int() })).min(1),
    }),
  ),
});
const headers = z.strictObject({
  from: z.looseObject({ email: z.string() }).optional(),
  sender: z.looseObject({ email: z.string() }).optional(),
  to: z.array(z.looseObject({ email: z.string() })),
  cc: z.array(z.looseObject({ email: z.string() })),
  bcc: z.array(z.looseObject({ email: z.string() })),
});
const LONGEST_TEXT = 65_536;
const VALUES: Readonly<Record<string, readonly string[]>> = {
  hs_email_direction: ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'],
  hs_email_status: ['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT'],
};

export function createEmail(store: HubspotStore, body: unknown): FakeAnswer {
  const parsed = input.safeParse(body);
  if (!parsed.success) return invalid(`Invalid input JSON: ${parsed.error.issues[0]?.message ?? ''}`);
  const { properties, associations } = parsed.data;
  const refused = refusedProperty(store, properties);
  if (refused !== null) return refused;
  const targets = associations.map(({ to, types }) => {
    const kind = Object.keys(EMAIL_TO).find((one) => EMAIL_TO[one] === types[0]?.associationTypeId);
    return kind === undefined || !isObjectKind(kind) ? undefined : store.get(kind, to.id);
  });
  if (targets.some((target) => target === undefined)) {
    return invalid('One or more associations are not valid', [
      { message: 'Object not found', code: 'INVALID_OBJECT_ID' },
    ]);
  }
  const email = store.put('emails', store.nextId(), { ...properties, ...peopleIn(properties['hs_email_headers']) });
  for (const target of targets) if (target !== undefined) store.link(email, target);
  return { status: 201, body: shown(email, Object.keys(properties)) };
}

export function linkEmail(
  store: HubspotStore,
  email: StoredObject | undefined,
  other: StoredObject | undefined,
): FakeAnswer {
  if (email === undefined || other === undefined) return NOT_FOUND;
  store.link(email, other);
  const spec = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: EMAIL_TO[other.kind] };
  const results = [{ from: { id: email.id }, to: { id: other.id }, associationSpec: spec }];
  return { status: 200, body: { status: 'COMPLETE', results } };
}

function refusedProperty(store: HubspotStore, properties: Readonly<Record<string, string>>): FakeAnswer | null {
  if (properties['hs_timestamp'] === undefined)
    return invalidProperty('hs_timestamp', 'MISSING_REQUIRED_PROPERTY', 'hs_timestamp is required');
  for (const [name, value] of Object.entries(properties)) {
    if (!PROPERTIES.emails.has(name))
      return invalidProperty(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
    if (READ_ONLY.has(name)) return invalidProperty(name, 'READ_ONLY_VALUE', `"${name}" is a read only property`);
    if (value.length > LONGEST_TEXT) return invalidProperty(name, 'VALUE_TOO_LONG', `"${name}" is too long`);
    if (VALUES[name]?.includes(value) === false)
      return invalidProperty(name, 'INVALID_OPTION', `${value} was not one of the allowed options`);
  }
  const { hs_timestamp: at = '', hs_email_headers: people, hs_attachment_ids: fileIds = '' } = properties;
  if (!/^\d+$/.test(at) && Number.isNaN(Date.parse(at)))
    return invalidProperty('hs_timestamp', 'INVALID_DATE', `${at} was not a valid long`);
  if (people !== undefined && !headers.safeParse(parsedJson(people)).success)
    return invalidProperty('hs_email_headers', 'INVALID_JSON', 'hs_email_headers is not valid');
  if (fileIds.split(';').some((id) => id !== '' && !store.files.has(id)))
    return invalidProperty('hs_attachment_ids', 'INVALID_FILE', 'There is no such file');
  return null;
}

/** HubSpot fills the fields of the people itself. */
function peopleIn(text = '{}'): Readonly<Record<string, string>> {
  const { from, to = [], cc = [], bcc = [] } = headers.safeParse(parsedJson(text)).data ?? {};
  const all = (people: readonly { readonly email: string }[]) => people.map(({ email }) => email).join(';');
  return {
    hs_email_from_email: from?.email ?? '',
    hs_email_to_email: all(to),
    hs_email_cc_email: all(cc),
    hs_email_bcc_email: all(bcc),
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
