import { afterAll, beforeAll, expect, test } from 'vitest';
import { threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

const withHtml = (html: string) => ({
  subject: 'Open me',
  mails: [
    { from: 'Mallory <mallory@evil.example>', to: ['Sally Berg <sally@acme.example>'], hoursAgo: 0, text: 'x', html },
  ],
});

async function opened(html: string) {
  const { page, complaints } = await house.open({ fillers: 0 });
  const outside: string[] = [];
  await page.route('https://**', (route) => {
    outside.push(route.request().url());
    return route.abort();
  });
  await page.evaluate((mail) => window.fake.receive(mail), withHtml(html));
  await threadRow(page, /Open me/).click();
  const frame = page.frameLocator('iframe');
  await frame.locator('body :first-child').first().waitFor({ state: 'attached' });
  return { page, frame, complaints, outside };
}

test('a mail runs nothing', async () => {
  const { page, frame } = await opened(
    '<p>Hello<script>parent.owned = 1</script><img src=x onerror="parent.owned = 1"><svg onload="parent.owned = 1"></svg><a href="javascript:parent.owned=1">click</a><form action="https://evil.example"><input name=q></form><iframe srcdoc="<script>parent.parent.owned=1</script>"></iframe></p>',
  );
  await frame.getByText('click').click();
  expect(await page.evaluate(() => 'owned' in window)).toBe(false);
  expect(await frame.locator('script, svg, form, input, iframe, [onerror]').count()).toBe(0);
});

test('a mail fetches nothing until its pictures are asked for', async () => {
  const { page, outside, frame } = await opened(
    '<style>@import "https://evil.example/a.css"; p { background: url(https://evil.example/b.png) }</style><p style="background:url(https://evil.example/c.png)">Hello</p><img srcset="https://evil.example/e.png 1x"><img src="https://evil.example/d.png"><table background="https://evil.example/f.png"><tr><td>x</td></tr></table>',
  );
  await frame.getByText('Hello').waitFor();
  await page.getByText('1 remote picture is off').waitFor();
  expect(outside).toEqual([]);
  const asked = page.waitForRequest('https://evil.example/d.png');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  expect((await asked).headers()['referer']).toBeUndefined();
});

test('a link of a mail is handed to the shell and the window stays where it is', async () => {
  const { page, frame } = await opened('<p>See <a href="https://evil.example/login">your bank</a></p>');
  const popup = page.context().waitForEvent('page');
  await frame.getByText('your bank').click();
  await (await popup).close();
  expect(page.url()).toContain('http://127.0.0.1');
});

test('a link that is not encrypted opens nothing, and the window says which and why', async () => {
  const { page, frame } = await opened('<p>See <a href="http://user@evil.example:81/login">your bank</a></p>');
  await frame.getByText('your bank').click();
  const toast = page.getByRole('status').filter({ hasText: 'evil.example' });
  await toast.getByText('The link to evil.example:81 is not encrypted (http). Only https and mail links').waitFor();
  expect(page.context().pages()).toHaveLength(1);
  await toast.getByRole('button', { name: 'Dismiss' }).click();
  await toast.waitFor({ state: 'detached' });
});

test('a link whose address is broken opens nothing, and the window says so', async () => {
  const { page, frame } = await opened('<p>See <a href="https://[evil/login">your bank</a></p>');
  await frame.getByText('your bank').click();
  await page.getByRole('status').getByText('The address of this link is broken, so it cannot be opened.').waitFor();
  expect(page.context().pages()).toHaveLength(1);
});

test('a mail cannot cover the window', async () => {
  const { page, frame } = await opened(
    '<div style="position:fixed;inset:0;width:5000px;height:300px;background:#fff;z-index:9999">Session expired</div>',
  );
  await frame.getByText('Session expired').waitFor();
  const box = await page.locator('iframe').boundingBox();
  const pane = await page.getByRole('region', { name: 'Thread', exact: true }).boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((pane?.x ?? 0) + (pane?.width ?? 0));
});

test('history that was quoted is folded, whoever quoted it', async () => {
  const { frame } = await opened(
    '<p>New words</p><hr><p>From: Ana &lt;ana@x.example&gt;<br>Sent: Monday<br>To: Sally<br>Subject: Old</p><p>Old words</p>',
  );
  await frame.getByText('New words').waitFor();
  expect(await frame.getByText('Old words').isVisible()).toBe(false);
  await frame.getByText('Earlier text').click();
  await frame.getByText('Old words').waitFor();
});

test('keys pressed while the focus is inside a mail still work', async () => {
  const { page, frame } = await opened('<p>Hello</p>');
  await frame.getByText('Hello').click();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
});
