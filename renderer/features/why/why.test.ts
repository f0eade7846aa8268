import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountId, CanonicalAddress, CardId, MailId, OutboxId } from '../../../app/domain/ids.ts';
import type { WhyFix } from '../../../app/domain/why.ts';
import { reader, threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

const mailId = 9 as MailId;
const otherId = 8 as MailId;
const cardId = 'builtin:deal:d3' as CardId;
const mails = [{ mailId }];
const address = 'ben@ashworth.example' as CanonicalAddress;
const panel = (page: Page) => page.getByRole('region', { name: 'Why here?' });

/** What a button does: what it orders or asks of the engine, or the place it leads to. */
type Effect = { readonly name: string; readonly input: object } | ((page: Page) => Promise<unknown>);
interface Case<Fix> {
  readonly fix: Fix;
  readonly button: string;
  readonly effect: Effect;
}
const heading = (name: string) => (page: Page) => page.getByRole('heading', { name }).first().waitFor();

/** Every kind of fix there is; the compiler asks for each. */
const CASES: { readonly [Kind in WhyFix['kind']]: Case<WhyFix & { readonly kind: Kind }> } = {
  attach: {
    fix: { kind: 'attach', mailId, cardId },
    button: 'Attach',
    effect: { name: 'links.attach', input: { mails, cardId, reach: 'thread' } },
  },
  'let-in': {
    fix: { kind: 'let-in', mailId, cardId },
    button: 'Let it in',
    effect: { name: 'links.attach', input: { mails, cardId, reach: 'thread' } },
  },
  detach: {
    fix: { kind: 'detach', mailId, cardId },
    button: 'Take off',
    effect: (page) => page.getByRole('dialog', { name: 'Take off Nordlicht renewal' }).waitFor(),
  },
  choose: { fix: { kind: 'choose', mailId }, button: 'Choose', effect: heading('Attach to which card?') },
  answer: { fix: { kind: 'answer', mailId }, button: 'Answer', effect: heading('Attach to which card?') },
  retry: {
    fix: { kind: 'retry', outboxId: 7 as OutboxId },
    button: 'Try again',
    effect: { name: 'outbox.retry', input: { outboxId: 7 } },
  },
  'push-anyway': {
    fix: { kind: 'push-anyway', mailId },
    button: 'Push anyway',
    effect: { name: 'extents.set', input: { mails, reach: 'message', extent: 'full' } },
  },
  'keep-private': {
    fix: { kind: 'keep-private', mailId },
    button: 'Keep private',
    effect: { name: 'extents.set', input: { mails, reach: 'message', extent: 'none' } },
  },
  'change-extent': {
    fix: { kind: 'change-extent', mailId, reach: 'thread', extent: 'headers-only' },
    button: 'Headers only',
    effect: { name: 'extents.set', input: { mails, reach: 'thread', extent: 'headers-only' } },
  },
  'show-rehearsal': { fix: { kind: 'show-rehearsal' }, button: 'See the rehearsal', effect: heading('Sent to CRM') },
  'show-mail': {
    fix: { kind: 'show-mail', mailId: otherId },
    button: 'Show',
    effect: { name: 'mails.why', input: { mail: { mailId: otherId } } },
  },
  'show-card': { fix: { kind: 'show-card', cardId }, button: 'Show', effect: { name: 'cards.why', input: { cardId } } },
  'show-address': {
    fix: { kind: 'show-address', address },
    button: 'Who is it?',
    effect: { name: 'addresses.why', input: { address } },
  },
  allow: {
    fix: { kind: 'allow', address },
    button: 'Let the sender through',
    effect: {
      name: 'rules.change',
      input: { change: { kind: 'allow', target: { kind: 'address', value: address } }, isConfirmed: false },
    },
  },
  'show-blocklist': {
    fix: { kind: 'show-blocklist' },
    button: 'Blocked and protected',
    effect: (page) => page.getByText('Mail with blocked people is not even kept.').waitFor(),
  },
  sync: { fix: { kind: 'sync' }, button: 'Read now', effect: { name: 'sync.once', input: {} } },
  'change-import': {
    fix: { kind: 'change-import', accountId: 'sally@acme.example' as AccountId },
    button: 'Import choice',
    effect: heading('sally@acme.example'),
  },
  'add-account': {
    fix: { kind: 'add-account' },
    button: 'Connect',
    effect: (page) => page.getByRole('dialog').waitFor(),
  },
};

const all = Object.values(CASES);

/** *Why* of a thread with a line for each of these fixes. */
async function whyWith(page: Page, fixes: readonly WhyFix[]): Promise<void> {
  await page.evaluate(
    (some) =>
      window.fake.tellWhy(
        some.map((fix) => ({
          topic: 'mailbox',
          sentence: 'mailbox.in',
          values: { path: 'INBOX', role: 'inbox' },
          fix,
        })),
      ),
    fixes,
  );
  await threadRow(page, /Lunch on Thursday/).click();
  await page.keyboard.press('w');
}

const isCalled = (page: Page, { name, input }: { readonly name: string; readonly input: object }) => {
  const calls = () => page.evaluate((of) => window.fake.calls.filter((call) => call.name === of), name);
  return expect.poll(calls).toContainEqual({ name, input });
};

test('the buttons of lines give the orders they name, one after the other', async () => {
  const { page, complaints } = await house.open({ fillers: 0 });
  const ordering = all.filter(({ effect, fix }) => typeof effect === 'object' && !fix.kind.startsWith('show-'));
  expect(ordering).toHaveLength(8);
  const fixes = ordering.map(({ fix }) => fix);
  await whyWith(page, fixes);
  for (const [at, { button, effect }] of ordering.entries()) {
    await panel(page).getByRole('listitem').nth(at).getByRole('button', { name: button, exact: true }).click();
    if (typeof effect === 'object') await isCalled(page, effect);
  }
  expect(complaints).toEqual([]);
});

const leading = all.filter(({ effect, fix }) => typeof effect === 'function' || fix.kind.startsWith('show-'));

test.each(leading)('the button $button of a line ($fix.kind) leads where it says', async ({ fix, button, effect }) => {
  const { page, complaints } = await house.open({ fillers: 0 });
  await whyWith(page, [fix]);
  await panel(page).getByRole('button', { name: button, exact: true }).click();
  await (typeof effect === 'function' ? effect(page) : isCalled(page, effect));
  expect(complaints).toEqual([]);
});

test('W pressed before the thread is here is answered when it is', async () => {
  const { page } = await house.open({ fillers: 0 });
  await page.evaluate(() => window.fake.hold('threads.get'));
  await threadRow(page, /Lunch on Thursday/).click();
  await reader(page).getByRole('progressbar').waitFor();
  await page.keyboard.press('w');
  await page.evaluate(() => window.fake.letGo('threads.get'));
  await panel(page).getByText('Mailpin read it in “Inbox”.').waitFor();
  await page.keyboard.press('w');
  await panel(page).waitFor({ state: 'detached' });
});
