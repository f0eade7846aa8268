import { ODOO, startOdoo, type FakeOdoo, type OdooOptions } from '../odoo.ts';
import type { StandIn } from '../stand-in.ts';

export const ODOO_IDS = { company: 10, contact: 11, lead: 20, deal: 21 } as const;

/** An Odoo with a card of each kind: Ana of Acme, a deal with her, and a lead. */
export async function odooWithCards(options: OdooOptions = {}): Promise<FakeOdoo> {
  const server = await startOdoo(options);
  const { company, contact, lead, deal } = ODOO_IDS;
  const acme = [company, 'Acme'];
  server.put('res.partner', {
    id: company,
    name: 'Acme',
    is_company: true,
    website: 'https://www.acme.example',
    commercial_partner_id: acme,
  });
  server.put('res.partner', {
    id: contact,
    name: 'Ana Ito',
    is_company: false,
    email: 'Ana@Acme.example; ana@home.example',
    parent_id: acme,
    commercial_partner_id: acme,
  });
  server.put('crm.lead', {
    id: lead,
    type: 'lead',
    name: 'Asks for pumps',
    contact_name: 'Leo Lead',
    email_from: 'Leo <leo@new.example>',
    stage_id: [1, 'New'],
  });
  server.put('crm.lead', {
    id: deal,
    type: 'opportunity',
    name: 'Pumps',
    partner_id: [contact, 'Ana Ito'],
    stage_id: [2, 'Proposition'],
    expected_revenue: 1234.5,
    company_currency: [1, 'EUR'],
    user_id: [7, 'Sally Berg'],
  });
  return server;
}

export async function odooTarget(options: OdooOptions = {}): Promise<StandIn> {
  const server = await odooWithCards(options);
  return {
    url: server.url,
    values: options.version === undefined ? { ...ODOO } : { token: ODOO.key },
    fill: (contactCount) => {
      for (let at = 0; at < contactCount; at += 1) {
        const id = 100_000 + at;
        server.put('res.partner', { id, name: `C${String(at)}`, is_company: false, commercial_partner_id: [id, 'C'] });
      }
      return Promise.resolve();
    },
    onDeal: () => server.messagesOn('crm.lead', ODOO_IDS.deal).map(({ subject }) => String(subject)),
    stop: () => server.stop(),
  };
}

/** Every call is a POST; the method of the model tells. */
export function isOdooWrite(_method: string, path: string, body: string): boolean {
  return /\/(?:create|unlink|message_post)$/.test(path) || /"(?:create|unlink|message_post)"/.test(body);
}
