/**
 * Years of mail in Zendesk Sell, and an EspoCRM that knows most of the same people: the house in which mail is carried over, for the spec
 * and for the pictures.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { composeMail } from '../resources/sample/compose-mime.ts';
import type { Office } from './office.ts';
import { ESPO_KEY, type FakeEspo } from './servers/crm/espocrm.ts';
import { espoWithCards } from './servers/crm/espocrm/target.ts';
import { SELL_TOKEN, startSell, type FakeSell } from './servers/crm/sell.ts';

export interface CarryHouse {
  readonly sell: FakeSell;
  readonly espo: FakeEspo;
  /** Mails that a carry brings to EspoCRM once the user has said who Zoe is there. */
  readonly mailCount: number;
  stop(): Promise<void>;
}

const SALLY = 'sally@acme.test';
/** Who wrote. Bo is not in EspoCRM; of Zoe there is a namesake with another address. */
const WRITERS = [
  { id: 'ana', name: 'Ana Ito', address: 'ana@acme.example', subject: 'Pumps for the second hall' },
  { id: 'leo', name: 'Leo Lead', address: 'leo@new.example', subject: 'Do you deliver to Turin?' },
  { id: 'zoe', name: 'Zoe Berg', address: 'zoe@old.example', subject: 'Service contract' },
  { id: 'bo', name: 'Bo Lind', address: 'bo@lind.example', subject: 'Invoice 2041' },
] as const;
export const ZOE_THERE = 'zoe00000000000001';

/** @param crowd leads with a mail each besides, so that a carry takes its time */
export async function openCarryHouse(profileDir: string, office: Office, crowd = 0): Promise<CarryHouse> {
  const sell = await startSell();
  sell.setSync('has');
  sell.put('contacts', { id: 1, is_organization: true, name: 'Acme Ltd', website: 'https://acme.example' });
  sell.put('contacts', { id: 2, is_organization: false, name: 'Ana Ito', email: 'ana@acme.example', contact_id: 1 });
  sell.put('contacts', { id: 3, is_organization: false, name: 'Bo Lind', email: 'bo@lind.example' });
  sell.put('contacts', { id: 4, is_organization: false, name: 'Zoe Berg', email: 'zoe@old.example' });
  sell.put('leads', { id: 5, first_name: 'Leo', last_name: 'Lead', email: 'leo@new.example' });
  const deal = { id: 20, name: 'Pumps', contact_id: 2, organization_id: 1, stage_id: 11 };
  sell.put('deals', { ...deal, value: '1234.50', currency: 'EUR' });
  const espo = await espoWithCards();
  espo.put('Contact', { id: ZOE_THERE, name: 'Zoe Berg', emailAddress: 'zoe@new.example' });
  const crowdOf = Array.from({ length: crowd }, (_, at) => ({
    ...{ id: `crowd${String(at)}`, name: `Crowd ${String(at)}`, address: `crowd${String(at)}@crowd.example` },
    subject: `Question ${String(at)}`,
  }));
  for (const [at, { name, address }] of crowdOf.entries()) {
    sell.put('leads', { id: 1_000 + at, last_name: name, email: address });
    espo.put('Lead', { id: `crowd${String(at).padStart(12, '0')}`, name, emailAddress: address, status: 'New' });
  }
  const inbox = path.join(profileDir, 'mail', 'cur');
  for (const folder of [inbox, path.join(profileDir, 'mail', 'new'), path.join(profileDir, 'mail', 'tmp')]) {
    mkdirSync(folder, { recursive: true });
  }
  const writers = [...WRITERS, ...crowdOf];
  for (const [at, { id, name, address, subject }] of writers.entries()) {
    const date = new Date(Date.now() - (writers.length - at) * 60_000);
    const mail = composeMail({
      from: { name, address },
      to: [{ name: 'Sally Winter', address: SALLY }],
      ...{ subject, date, messageId: `${id}@mail.test`, text: 'Please call me about it.' },
    });
    writeFileSync(path.join(inbox, `${String(at)}.${id}.here:2,S`), mail);
  }
  await office.mailpin(['account', 'add', SALLY, '--maildir', path.join(profileDir, 'mail')]);
  await office.mailpin(['sync', '--once']);
  await office.mailpin(['crm', 'add', 'sell', '--url', sell.url, '--token-stdin'], SELL_TOKEN);
  await office.mailpin(['crm', 'load', 'sell']);
  await office.mailpin(['crm', 'add', 'espocrm', '--url', espo.url, '--token-stdin'], ESPO_KEY);
  await office.mailpin(['crm', 'load', 'espocrm']);
  return {
    sell,
    espo,
    mailCount: writers.length - 1,
    async stop() {
      await sell.stop();
      await espo.stop();
    },
  };
}

/** The page that carries the mail of Sell over, by its names. */
export function carryPage(page: Page) {
  const would = page.getByRole('region', { name: 'What would happen' });
  return {
    would,
    report: page.getByRole('region', { name: 'What became of it' }),
    rows: page.getByRole('row'),
    row: (card: string) => page.getByRole('row').filter({ hasText: card }),
    counterpartOf: (card: string) => page.getByRole('combobox', { name: `Counterpart of ${card}`, exact: true }),
    go: would.getByRole('button', { name: 'Carry over and send' }),
    stop: would.getByRole('button', { name: 'Stop' }),
    goOn: would.getByRole('button', { name: 'Go on' }),
    /** From wherever the window is, with the cards matched. */
    async open(): Promise<void> {
      await page.keyboard.press('g');
      await page.keyboard.press('c');
      const section = page.getByRole('region', { name: 'Zendesk Sell', exact: true });
      await section.getByRole('button', { name: 'Carry its mail over to another CRM' }).click();
      await page.getByRole('combobox', { name: 'To' }).selectOption('EspoCRM');
      await page.getByRole('button', { name: 'Match the cards' }).click();
      await page.getByRole('tab', { name: /^All/ }).waitFor();
    },
  };
}
