import { afterAll, beforeAll, expect, test } from 'vitest';
import { threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

async function opened(html: string) {
  const { page, complaints } = await house.open({ fillers: 0 });
  const outside: string[] = [];
  await page.route('https://**', (route) => {
    outside.push(route.request().url());
    return route.abort();
  });
  const from = 'Ana <ana@acme.example>';
  const to = ['Sally Berg <sally@acme.example>'];
  const attachments = [['Forwarded.eml', 4_000]] as const;
  await page.evaluate((mail) => window.fake.receive(mail), {
    subject: 'Look at this',
    mails: [{ from, to, hoursAgo: 0, text: 'x', html, attachments }],
  });
  await threadRow(page, /Look at this/).click();
  return { page, complaints, outside, frame: page.frameLocator('iframe') };
}

test('a picture that the mail carries stands in its place, without a question and without the network', async () => {
  const { page, frame, outside, complaints } = await opened(
    '<p>Hello <img src="cid:logo%40acme.example" alt="Logo"> <img src="cid:nobody@x" alt="Gone"></p>',
  );
  const logo = frame.getByRole('img', { name: 'Logo' });
  await logo.and(frame.locator('[src^="data:image/png;base64,"]')).waitFor();
  expect(await logo.evaluate((picture: HTMLImageElement) => picture.decode().then(() => picture.naturalWidth))).toBe(1);
  expect(await frame.getByRole('img', { name: 'Gone' }).getAttribute('src')).toBeNull();
  expect(await page.getByText('remote picture').count()).toBe(0);
  expect(outside).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a mail cannot name a picture of the window’s own, nor have one fetched by that', async () => {
  const { frame, page } = await opened('<p>Hello <img data-picture="logo@acme.example" alt="Trick"></p>');
  await frame.getByText('Hello').waitFor();
  expect(await frame.locator('[data-picture]').count()).toBe(0);
  const asked = await page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'mails.pictures').length);
  expect(asked).toBe(0);
});

test('a mail within a mail is read in a dialog, with its people and its files', async () => {
  const { page } = await opened('<p>Hello</p>');
  await page.getByRole('button', { name: 'Forwarded.eml', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delivery dates for the valves' });
  await dialog.getByText('Tom Berg <tom@acme.example>').waitFor();
  await dialog.getByText('The valves leave on Thursday.').waitFor();
  await dialog.getByRole('button', { name: 'Save dates.pdf' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});
