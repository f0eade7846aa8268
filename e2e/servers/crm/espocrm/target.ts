import { ESPO_KEY, startEspo, type EspoOptions, type FakeEspo } from '../espocrm.ts';
import type { StandIn } from '../stand-in.ts';

export const ESPO_IDS = {
  company: 'acc0000000000acme',
  contact: 'con00000000000ana',
  lead: 'lea00000000000leo',
  deal: 'opp000000000pumps',
} as const;

/** An EspoCRM with a card of each kind: Ana of Acme, a deal with her, and a lead. */
export async function espoWithCards(options: EspoOptions = {}): Promise<FakeEspo> {
  const server = await startEspo(options);
  const { company, contact, lead, deal } = ESPO_IDS;
  server.put('Account', { id: company, name: 'Acme', website: 'https://www.acme.example/about' });
  server.put('Contact', {
    id: contact,
    name: 'Ana Ito',
    emailAddress: 'Ana@Acme.example',
    emailAddressData: [
      { emailAddress: 'Ana@Acme.example', primary: true },
      { emailAddress: 'ana@home.example', primary: false },
    ],
    accountId: company,
  });
  server.put('Lead', { id: lead, name: 'Leo Lead', emailAddress: 'leo@new.example', status: 'New' });
  server.put('Opportunity', {
    id: deal,
    name: 'Pumps',
    stage: 'Negotiation',
    amount: 1234.5,
    amountCurrency: 'EUR',
    accountId: company,
    contactsIds: [contact],
    assignedUserName: 'Sally Berg',
  });
  return server;
}

export async function espoTarget(): Promise<StandIn> {
  const server = await espoWithCards();
  return {
    url: server.url,
    values: { token: ESPO_KEY },
    fill: (contactCount) => {
      for (let at = 0; at < contactCount; at += 1) {
        server.put('Contact', { id: `many${String(at).padStart(13, '0')}`, name: `Contact ${String(at)}` });
      }
      return Promise.resolve();
    },
    onDeal: () => server.emailsOn(ESPO_IDS.deal),
    stop: () => server.stop(),
  };
}
