import type { StandIn } from '../stand-in.ts';
import { startTwenty, TWENTY_KEY, type FakeTwenty, type TwentyOptions } from '../twenty.ts';

export const TWENTY_IDS = {
  company: '20202020-3ec3-4fe3-8997-b76aa0bfa408',
  contact: '20202020-1c0e-494c-a1b6-85b1c6fefaa5',
  deal: '20202020-be10-412b-a663-16bd3c2228e1',
  member: '20202020-0687-4c41-b707-ed1bfca972a7',
} as const;

/** A Twenty with a card of each kind: Ana of Acme, and a deal with her. */
export async function twentyWithCards(options: TwentyOptions = {}): Promise<FakeTwenty> {
  const server = await startTwenty(options);
  const { company, contact, deal, member } = TWENTY_IDS;
  server.put('workspaceMembers', { id: member, name: { firstName: 'Sally', lastName: 'Berg' } });
  server.put('companies', {
    id: company,
    name: 'Acme',
    domainName: { primaryLinkUrl: 'https://www.acme.example', primaryLinkLabel: '', secondaryLinks: [] },
    accountOwnerId: member,
  });
  server.put('people', {
    id: contact,
    name: { firstName: 'Ana', lastName: 'Ito' },
    emails: { primaryEmail: 'Ana@Acme.example', additionalEmails: ['ana.ito@home.example'] },
    companyId: company,
  });
  server.put('opportunities', {
    id: deal,
    name: 'Pumps',
    amount: { amountMicros: 1_234_500_000, currencyCode: 'EUR' },
    closeDate: '2026-01-31T00:00:00.000Z',
    stage: 'PROPOSAL',
    pointOfContactId: contact,
    companyId: company,
    ownerId: member,
  });
  return server;
}

export async function twentyTarget(clock?: () => number): Promise<StandIn> {
  const server = await twentyWithCards(clock === undefined ? {} : { clock });
  return {
    url: server.url,
    values: { token: TWENTY_KEY },
    fill(contactCount) {
      for (let at = 0; at < contactCount; at += 1) {
        server.put('people', { name: { firstName: 'Contact', lastName: String(at) }, emails: null });
      }
      return Promise.resolve();
    },
    onDeal: () => server.notes().map(({ title }) => String(title)),
    stop: () => server.stop(),
  };
}
