import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';
import { said } from '../../testing/gestures.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

async function atAccount(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const opened = await house.open();
  await opened.page.getByRole('navigation').getByRole('button', { name: 'sally@acme.example' }).click();
  await opened.page.getByRole('heading', { name: 'sally@acme.example', level: 1 }).waitFor();
  return opened;
}
const asked = (page: Page, name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ input }) => input), name);

test('mailboxes are ticked and unticked; drafts, junk and trash have no say', async () => {
  const { page, complaints } = await atAccount();
  await page.getByRole('checkbox', { name: /Archive 9,310/ }).click();
  await page.getByRole('checkbox', { name: /Projects/ }).click();
  expect(await asked(page, 'mailboxes.choose')).toEqual([
    { accountId: 'sally@acme.example', mailbox: 'Archive', isRead: true },
    { accountId: 'sally@acme.example', mailbox: 'Projects/Nordlicht', isRead: false },
  ]);
  expect(await page.getByRole('checkbox', { name: /Trash/ }).isDisabled()).toBe(true);
  expect(complaints).toEqual([]);
});

test('the audit names what is missing and repairs it', async () => {
  const { page } = await atAccount();
  await page.getByRole('row', { name: /Inbox 1,266 of 1,268 2 missing here/ }).waitFor();
  await page.getByRole('button', { name: 'Repair 2 differences' }).click();
  await page.getByRole('row', { name: /Inbox 1,268 of 1,268 none/ }).waitFor();
  expect(await asked(page, 'audit.run')).toEqual([{ accountId: 'sally@acme.example', isRepair: true }]);
});

test('an account is disconnected, connected again, and deleted only when its address was typed', async () => {
  const { page } = await atAccount();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  const reconnect = page.getByRole('dialog', { name: 'Reconnect sally@acme.example' });
  await reconnect.getByLabel('Password').fill('correct horse');
  await page.keyboard.press('Enter');
  await said(page, 'sally@acme.example is connected again');

  await page.getByRole('button', { name: 'Delete data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the data of sally@acme.example' });
  await dialog.getByText('1,605 mails go with 388 attachments: 14.2 MB of text.').waitFor();
  const submit = dialog.getByRole('button', { name: 'Delete 1,605 mails' });
  expect(await submit.isDisabled()).toBe(true);
  await dialog.getByLabel('Type sally@acme.example to confirm').fill('sally@acme.example');
  await submit.click();
  await said(page, 'sally@acme.example is deleted with 1,605 mails');
});

test('a mailbox is connected after its counts were seen, with the last 12 months chosen', async () => {
  const { page } = await house.open({ scene: 'first-run' });
  await page.getByRole('button', { name: 'Connect a mailbox' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('bo@acme.example');
  await dialog.getByLabel('Password').fill('correct horse');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('25,542 mails are in its Inbox and Sent').waitFor();
  expect(await dialog.getByRole('radio', { name: /Since/ }).isChecked()).toBe(true);
  await dialog.getByRole('radio', { name: /The newest 300 of each mailbox 600 mails/ }).click();
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await said(page, /bo@acme.example/);
  expect(await asked(page, 'accounts.add')).toMatchObject([{ importChoice: { kind: 'newest', count: 300 } }]);
});

test('the server of an account is changed without typing the password again', async () => {
  const { page } = await atAccount();
  await page.getByRole('button', { name: 'Change server…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Server of sally@acme.example' });
  const host = dialog.getByLabel('Server');
  expect(await host.inputValue()).toBe('imap.acme.example');
  await host.fill('mail.acme.example');
  // Another encryption brings its own port.
  await dialog.getByLabel('Encryption').selectOption('starttls');
  expect(await dialog.getByLabel('Port').inputValue()).toBe('143');
  await dialog.getByRole('button', { name: 'Try and store' }).click();
  await said(page, /sally@acme.example/);
  expect(await asked(page, 'accounts.change')).toMatchObject([
    { accountId: 'sally@acme.example', settings: { host: 'mail.acme.example', port: 143, security: 'starttls' } },
  ]);
  expect(await asked(page, 'accounts.change')).toMatchObject([{ password: undefined }]);
});

test('the user’s addresses on an account are shown with where they come from', async () => {
  const { page } = await atAccount();
  const list = page.getByRole('region', { name: 'My addresses here' });
  await list.getByText('sales@acme.example').waitFor();
  await list.getByText('6 mails sent').waitFor();
});

test('how long texts are kept is chosen after its counts were seen, and taken back as easily', async () => {
  const { page, complaints } = await atAccount();
  const space = page.getByRole('region', { name: 'Space on this computer' });
  await space.getByText('All accounts together take 18.4 MB').waitFor();
  await space.getByLabel('Keep whole texts').selectOption('12');
  await space.getByText('Of 812 older mails only the beginning would stay: about 2.9 MB less').waitFor();
  await space.getByText('264 on cards').waitFor();
  await space.getByLabel('However old, keep').selectOption('open-deals');
  await space.getByText('41 on open deals or leads').waitFor();
  expect(await asked(page, 'space.keep')).toEqual([]);
  await space.getByRole('button', { name: 'Shorten 812 texts' }).click();
  await said(page, /812 texts done/);
  await space.getByText('Of 812 mails only the beginning of the text is here.').waitFor();
  await space.getByRole('button', { name: 'Fetch them all again' }).click();
  await said(page, /812 texts done/);
  await space.getByRole('button', { name: 'Give free space back' }).click();
  await space.getByText('the rest 900 kB, 0 kB free').waitFor();
  expect(await asked(page, 'space.keep')).toEqual([{ keeping: { months: 12, spared: 'open-deals' } }]);
  expect(complaints).toEqual([]);
});

test('work on the space shows how far it is and can be stopped', async () => {
  const { page } = await atAccount();
  const space = page.getByRole('region', { name: 'Space on this computer' });
  await space.getByText('All accounts together').waitFor();
  await page.evaluate(() => window.fake.say('space.progress', { step: 'shorten', done: 300, total: 812 }));
  await space.getByText('Shortening texts: 300 of 812').waitFor();
  expect(await space.getByRole('progressbar').getAttribute('value')).toBe('300');
  expect(await space.getByRole('button', { name: 'Give free space back' }).isDisabled()).toBe(true);
  await space.getByRole('button', { name: 'Stop' }).click();
  expect(await asked(page, 'space.stop')).toEqual([{}]);
  await page.evaluate(() => window.fake.say('space.changed', {}));
  await space.getByText('Shortening texts').waitFor({ state: 'detached' });
});
