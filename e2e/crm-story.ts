/**
 * The story of a CRM through the window: connected on the page of the CRMs, its cards arrive, the rehearsal is seen and gone, a mail that is
 * dragged onto a deal stands at the CRM, and is gone from there when it is taken off.
 */
import type { Page } from 'playwright';
import type { ConnectorName } from '../app/domain/crm-account.ts';
import type { SignInField } from '../app/domain/sign-in.ts';
import type { Office } from './office.ts';
import { board } from './pages/board.ts';
import { cardPage } from './pages/card-page.ts';
import { mailList } from './pages/mail-list.ts';
import type { StandIn } from './servers/crm/stand-in.ts';

/** How somebody signs in to a CRM in this story, and what it is called. */
export interface CrmStory {
  readonly name: string;
  /** The way to sign in as its radio says; the first one when left out. */
  readonly way?: string;
  readonly isInBrowser?: boolean;
  /** The vendor has one address for all, so the window asks for none; the stand-in is named on the command line then. */
  readonly isAtVendor?: boolean;
}

export const CRM_STORIES: Readonly<Record<ConnectorName, CrmStory>> = {
  hubspot: { name: 'HubSpot', isAtVendor: true },
  pipedrive: { name: 'Pipedrive' },
  sell: { name: 'Zendesk Sell', isAtVendor: true },
  espocrm: { name: 'EspoCRM' },
  odoo: { name: 'Odoo' },
  twenty: { name: 'Twenty', way: 'Sign in in the browser', isInBrowser: true },
  salesforce: { name: 'Salesforce', way: 'Token' },
};
const LABELS: Readonly<Partial<Record<SignInField, string>>> = {
  token: 'Token',
  login: 'Login',
  key: 'API key',
  database: 'Database',
};

/** Nobody knows the writer, so that no rule puts the mail anywhere. */
const LETTER = { id: 'offer', from: 'Nora New <nora@unknown.test>', subject: 'Offer for pumps', text: 'How much?' };
const DEAL = 'Pumps';

export interface Stage {
  readonly page: Page;
  readonly office: Office;
  readonly crm: StandIn;
  /** Called where a picture of the story would be worth it. */
  readonly look?: (what: 'sign-in' | 'connected' | 'on-card') => Promise<void>;
}

/** @param until waits for what the stand-in holds */
export async function tellCrmStory(
  { page, office, crm, look }: Stage,
  connector: ConnectorName,
  until: (subjects: readonly string[]) => Promise<void>,
): Promise<void> {
  const story = CRM_STORIES[connector];
  await office.receive(LETTER);
  await mailList(page).thread(LETTER.subject).waitFor();
  if (story.isAtVendor === true) {
    await office.mailpin(['crm', 'add', connector, '--url', crm.url, '--token-stdin'], crm.values.token);
  }
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  if (story.isAtVendor !== true) await signIn(page, crm, story, look);

  const section = page.getByRole('region', { name: story.name, exact: true });
  await section.getByText(/^[12] deals?$/).waitFor();
  await look?.('connected');

  await board(page).open();
  await mailList(page).thread(LETTER.subject).dragTo(board(page).deal(DEAL));
  await page.getByRole('status').getByText(`Attached “${LETTER.subject}” to ${DEAL}.`).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  const rehearsal = page.getByRole('region', { name: 'Before the first push' });
  await rehearsal.getByText('1 mail would go to 1 card').waitFor();
  await until([]);
  await rehearsal.getByRole('button', { name: /^Send/ }).click();
  await until([LETTER.subject]);

  await board(page).open();
  await board(page).deal(DEAL).click();
  await cardPage(page).mail(LETTER.subject).waitFor();
  await look?.('on-card');
  await cardPage(page).detach(LETTER.subject, 'This thread, also later replies');
  await until([]);
}

async function signIn(page: Page, crm: StandIn, story: CrmStory, look: Stage['look']): Promise<void> {
  const { name, way, isInBrowser = false } = story;
  await page.getByRole('button', { name: 'Connect a CRM' }).click();
  await page.getByRole('button', { name, exact: true }).click();
  const form = page.getByRole('form', { name: `Sign in to ${name}` });
  if (way !== undefined) await form.getByRole('radio', { name: way, exact: true }).check();
  await form.getByLabel('Address').fill(crm.url);
  for (const [field, value] of isInBrowser ? [] : Object.entries(crm.values)) {
    await form.getByRole('textbox', { name: LABELS[field as SignInField] ?? field, exact: true }).fill(value);
  }
  await look?.('sign-in');
  await form.getByRole('button', { name: isInBrowser ? 'Go on in the browser' : 'Check and connect' }).click();
  if (!isInBrowser) return;
  const address = page.getByRole('textbox', { name: 'Address for the browser' });
  await fetch(await address.inputValue());
}
