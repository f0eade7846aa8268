/** Leads that were converted: what became of them stands in a list of its own, not with the lead. */
import type { Card } from '../../../app/domain/card.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import { hasCode } from '../../../app/errors.ts';
import { blankCard, cardIdOf, moment } from '../card-fields.ts';
import { contactRecord, conversionRecord, isMissing, leadRecord, type ConversionRecord } from './records.ts';
import { PAGE_ITEMS, type SellClient } from './sell-client.ts';
import { leadCard, type Surroundings } from './to-card.ts';

const PATH = '/v2/lead_conversions';
/** For fewer leads than this each is asked about by itself. */
const MANY_LEADS = 5;

/** What each of the given leads became; those that were not converted are left out. */
export async function conversionsOf(
  client: SellClient,
  leadIds: readonly number[],
): Promise<ReadonlyMap<number, ConversionRecord>> {
  const wanted = new Set(leadIds);
  const found =
    wanted.size < MANY_LEADS
      ? (await Promise.all([...wanted].map((id) => all(client, { lead_id: id })))).flat()
      : wanted.size === 0
        ? []
        : await all(client, {});
  // The newest first: a lead that was converted twice is what it became last.
  return new Map(found.toReversed().flatMap((one) => (wanted.has(one.lead_id) ? [[one.lead_id, one] as const] : [])));
}

function all(client: SellClient, query: { readonly lead_id?: number }): Promise<readonly ConversionRecord[]> {
  return orNone(() => client.listAll(PATH, conversionRecord, query));
}

/** The id of the newest one; 0 when there is none. */
export async function newestConversion(client: SellClient): Promise<number> {
  const newest = await orNone(async () => (await client.list(PATH, conversionRecord, { per_page: 1 })).items);
  return newest[0]?.id ?? 0;
}

/** Those after a known one, the newest first, as Sell lists them. */
export async function conversionsAfter(client: SellClient, known: number): Promise<readonly ConversionRecord[]> {
  return await orNone(async () => {
    const found: ConversionRecord[] = [];
    // Mostly there is none: one row says so.
    if ((await newestConversion(client)) <= known) return found;
    for (let query: Parameters<SellClient['list']>[2] | null = {}; query !== null;) {
      const page: Awaited<ReturnType<typeof list>> = await list(client, query);
      const news = page.items.filter(({ id }) => id > known);
      found.push(...news);
      query = news.length < page.items.length ? null : (page.next ?? null);
    }
    return found;
  });
}

const list = (client: SellClient, query: Parameters<SellClient['list']>[2]) =>
  client.list(PATH, conversionRecord, query);

/** An account where this list is closed to the user has cards all the same. */
async function orNone<Found>(ask: () => Promise<readonly Found[]>): Promise<readonly Found[]> {
  try {
    return await ask();
  } catch (error) {
    if (!hasCode(error, 'crm.forbidden', 'crm.card-gone', 'crm.wrong-address')) throw error;
    return [];
  }
}

/** The card that stands for a converted lead: the person before the company before the deal. */
export function becameId(
  { individual_id: person, organization_id: company, deal_id: deal }: ConversionRecord,
  crmId: CrmId,
): CardId | null {
  if (!isMissing(person)) return cardIdOf(crmId, 'contact', person);
  if (!isMissing(company)) return cardIdOf(crmId, 'company', company);
  return isMissing(deal) ? null : cardIdOf(crmId, 'deal', deal);
}

/** Cards of leads that were converted. One that Sell no longer has is gone, and bears the name of whom it became. */
export async function convertedLeads(
  client: SellClient,
  conversions: readonly ConversionRecord[],
  around: Surroundings,
): Promise<readonly Card[]> {
  const leads = await byIds(
    conversions.map(({ lead_id: id }) => id),
    (query) => client.listAll('/v2/leads', leadRecord, query),
  );
  const missing = conversions.filter(({ lead_id: id }) => !leads.has(id));
  const people = await byIds(
    missing.flatMap(({ individual_id: id, organization_id: other }) => id ?? other ?? []),
    (query) => client.listAll('/v2/contacts', contactRecord, query),
  );
  return conversions.map((conversion) => {
    const { lead_id: id, created_at: at } = conversion;
    const became = becameId(conversion, around.crmId);
    const lead = leads.get(id);
    if (lead !== undefined) return leadCard(lead, around, became);
    const person = people.get(conversion.individual_id ?? conversion.organization_id ?? 0);
    const times = { createdAt: null, updatedAt: moment(at) };
    return {
      ...blankCard({ crmId: around.crmId, kind: 'lead', remoteId: String(id), ...times }),
      name: person?.name || `#${String(id)}`,
      status: 'converted',
      convertedToId: became,
      goneAt: moment(at),
    };
  });
}

/** Records by their ids, as many at a time as a page holds. */
async function byIds<Item extends { readonly id: number }>(
  ids: readonly number[],
  ask: (query: { readonly ids: string }) => Promise<readonly Item[]>,
): Promise<ReadonlyMap<number, Item>> {
  const found = new Map<number, Item>();
  for (let at = 0; at < ids.length; at += PAGE_ITEMS) {
    for (const item of await ask({ ids: ids.slice(at, at + PAGE_ITEMS).join(',') })) found.set(item.id, item);
  }
  return found;
}
