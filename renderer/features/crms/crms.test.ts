import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { said } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

async function crms(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'CRMs', exact: true }).waitFor();
  return { page, complaints };
}

test('a CRM whose budget is gone says until when, and what it can do stands in words', async () => {
  const { page, complaints } = await crms();
  const sell = page.getByRole('region', { name: 'Zendesk Sell' });
  await sell.getByText('The CRM’s budget of requests is used up. It goes on by itself:').waitFor();
  await sell.getByText('What this CRM can do').click();
  await sell.getByText('Attachments stay in the mailbox; their names stand on the card.').waitFor();
  await sell.getByText('The vendor ends this product on 2027-08-31.').waitFor();
  expect(complaints).toEqual([]);
});

test('a CRM is connected by what its sign-in asks for; a refused one says so and stays open', async () => {
  const { page, complaints } = await crms();
  await page.getByRole('button', { name: 'Connect a CRM' }).click();
  await page.getByRole('button', { name: 'EspoCRM' }).click();
  const form = page.getByRole('form', { name: 'Sign in to EspoCRM' });
  await form.getByText('An API user').waitFor();
  await form.getByLabel('Address').fill('crm.acme.example');
  await form.getByLabel('Token', { exact: true }).last().fill('wrong');
  await form.getByRole('button', { name: 'Check and connect' }).click();
  await form.getByText('The CRM refused the sign-in.').waitFor();
  await form.getByRole('radio', { name: 'Login + Secret or password' }).check();
  await form.getByLabel('Login', { exact: true }).fill('sally');
  await form.getByLabel('Secret or password', { exact: true }).fill('right');
  await page.keyboard.press('Enter');
  await said(page, 'EspoCRM is connected. Its cards are being read.');
  await page.getByRole('region', { name: 'EspoCRM' }).getByText('signed in as Sally Berg').waitFor();
  expect(complaints).toEqual([]);
});

test('a CRM whose vendor has one address for all asks for the token alone', async () => {
  const { page, complaints } = await crms();
  await page.getByRole('button', { name: 'Connect a CRM' }).click();
  await page.getByRole('button', { name: 'HubSpot' }).click();
  const form = page.getByRole('form', { name: 'Sign in to HubSpot' });
  expect(await form.getByRole('textbox').count()).toBe(1);
  expect(await form.getByLabel('Token', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  await form.getByLabel('Token', { exact: true }).fill('wrong');
  await page.keyboard.press('Enter');
  await form.getByText('The CRM refused the sign-in.').waitFor();
  await form.getByLabel('Token', { exact: true }).fill('right');
  await page.keyboard.press('Enter');
  await said(page, 'HubSpot is connected. Its cards are being read.');
  await page
    .getByRole('region', { name: 'HubSpot' })
    .getByText('https://api.hubapi.com, signed in', { exact: true })
    .waitFor();
  await page.getByRole('region', { name: 'HubSpot' }).getByText('https://api.hubapi.com').waitFor();
  expect(complaints).toEqual([]);
});

test('where nothing is sent before a go, the switch stands with its CRM', async () => {
  const { page } = await crms();
  await page.getByRole('region', { name: 'Mailpin’s own CRM' }).getByLabel('Send nothing before I say go').waitFor();
});

test('disconnecting says what it means before it is done', async () => {
  const { page, complaints } = await crms();
  const sell = page.getByRole('region', { name: 'Zendesk Sell' });
  await sell.getByRole('button', { name: 'Disconnect' }).click();
  await sell.getByText('Its token is forgotten; cards, ledger and the mail that waits for it stay.').waitFor();
  await sell.getByRole('button', { name: 'Disconnect it' }).click();
  await sell.getByText('disconnected').waitFor();
  expect(complaints).toEqual([]);
});

test('a sign-in in the browser says what to enter at the CRM, shows the address, and can be left', async () => {
  const { page, complaints } = await crms();
  await page.getByRole('button', { name: 'Connect a CRM' }).click();
  await page.getByRole('button', { name: 'Zendesk Sell' }).click();
  const form = page.getByRole('form', { name: 'Sign in to Zendesk Sell' });
  await form.getByRole('radio', { name: 'Sign in in the browser' }).check();
  await form.getByText('http://localhost:47113/callback').waitFor();
  await form.getByLabel('Client ID').fill('mailpin');
  await form.getByLabel('Client secret').fill('secret');
  await form.getByRole('button', { name: 'Go on in the browser' }).click();
  const waiting = page.getByRole('region', { name: 'Sign in to Zendesk Sell' });
  await waiting.getByText('Mailpin goes on by itself then.').waitFor();
  expect(await waiting.getByLabel('Address for the browser').inputValue()).toContain('/authorize?state=');
  await waiting.getByRole('button', { name: 'Cancel' }).click();
  await form.getByLabel('Client ID').waitFor();
  expect(complaints).toEqual([]);
});

test('a CRM that refused its sign-in is signed in to again where it says so', async () => {
  const { page, complaints } = await crms();
  const sell = page.getByRole('region', { name: 'Zendesk Sell' });
  await sell.getByRole('button', { name: 'Read changes now' }).click();
  await sell.getByText('The sign-in to the CRM was revoked there.').waitFor();
  await sell.getByRole('button', { name: 'Sign in again' }).click();
  await sell.getByRole('form').getByLabel('Token', { exact: true }).last().fill('another');
  await sell.getByRole('button', { name: 'Check and connect' }).click();
  await said(page, 'Signed in again to Zendesk Sell.');
  await sell.getByText('was revoked').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('while the cards of a CRM are read, how far it is stands with it', async () => {
  const { page, complaints } = await crms();
  await page.getByRole('button', { name: 'Connect a CRM' }).click();
  await page.getByRole('button', { name: 'EspoCRM' }).click();
  const form = page.getByRole('form', { name: 'Sign in to EspoCRM' });
  await form.getByLabel('Address').fill('crm.acme.example');
  await form.getByLabel('Token', { exact: true }).last().fill('right');
  await page.keyboard.press('Enter');
  const espo = page.getByRole('region', { name: 'EspoCRM' });
  await espo.getByRole('button', { name: 'Read changes now' }).click();
  await espo.getByText(/^Reading the cards: \d+,000 of 20,000$/).waitFor();
  await espo.getByRole('progressbar', { name: 'Progress of reading the cards' }).waitFor();
  await espo.getByRole('progressbar').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});
