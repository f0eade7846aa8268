/** Who is who, filters and the blocklist by command line, on a Maildir: every command in this process, the engine a real one. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type {
  BlocklistView,
  FiltersView,
  IdentityView,
  RuleOutcome,
  RulePreview,
  RuledMails,
} from '../../app/contract/rules-views.ts';
import type { StatusFacts } from '../../app/contract/status-views.ts';
import { addToMaildir, CARD_FILE, SALLY, STORY, type MailPlan } from './testing/mail-maker.ts';
import { localProfile, type LocalProfile } from './testing/local-profile.ts';

let profile: LocalProfile;
let maildir: string;
beforeEach(async () => {
  profile = localProfile();
  maildir = join(profile.scratch, 'mail');
  addToMaildir(maildir, STORY);
  await profile.json(['account', 'add', SALLY, '--maildir', maildir]);
  await profile.json(['card', 'import', '-'], CARD_FILE);
  await profile.sync();
});
afterEach(() => profile.remove());

const mailCount = async () => ((await profile.json(['status'])) as StatusFacts).mailCount;
const deliver = async (...plans: readonly MailPlan[]) => {
  addToMaildir(maildir, plans);
  await profile.sync();
};

test('who is who is listed, changed with a preview, and taken back', async () => {
  const before = (await profile.json(['identity'])) as IdentityView;
  expect(before.addresses).toMatchObject([{ address: SALLY, relation: 'me', source: 'account' }]);
  expect(before.companyDomains).toMatchObject([{ domain: 'acme.test' }]);
  const set = (word: string, ...options: readonly string[]) =>
    profile.json(['identity', 'set', 'carl@globex.test', word, ...options]);
  expect(await set('colleague', '--preview')).toMatchObject({
    mailCount: 1,
    leavingCount: 1,
  } satisfies Partial<RulePreview>);
  expect(await profile.links()).toContain('carl o1');
  expect(await set('colleague')).toMatchObject({ relinkedCount: 1, removedCount: 0 } satisfies Partial<RuleOutcome>);
  expect(await profile.links()).not.toContain('carl o1');
  await set('reset');
  expect(await profile.links()).toContain('carl o1');
  expect(await profile.error(['identity', 'domain', 'add', 'gmail.com'])).toBe('input.free-mail-domain');
  expect(await profile.error(['identity', 'set', 'carl@globex.test', 'friend'])).toBe('input.usage');
});

test('a change of many mails asks for a yes, says what it would do, and does nothing', async () => {
  const many = Array.from({ length: 21 }, (_, at): MailPlan => ({
    id: `many${at}`,
    from: 'ana@globex.test',
    minute: 60 + at,
  }));
  await deliver(...many);
  const refused = await profile.run(['identity', 'domain', 'add', 'globex.test']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('This touches 24 mails: 24 leave cards');
  expect(refused.stderr).toContain('--yes');
  expect(await profile.links()).toContain('many3 d1');
  await profile.json(['identity', 'domain', 'add', 'globex.test', '--yes']);
  expect(await profile.links()).not.toContain('many3 d1');
});

test('a filter shows what it holds; its sender or list is let through and held again', async () => {
  const held = async () =>
    ((await profile.json(['filter', 'list'])) as FiltersView).filters
      .filter(({ count }) => count > 0)
      .map(({ filter }) => filter);
  expect(await held()).toEqual(['bulk']);
  const shown = (await profile.json(['filter', 'show', 'bulk'])) as RuledMails;
  expect(shown.items).toMatchObject([{ from: { address: 'news@shop.test' }, listId: 'news.shop.test' }]);
  await profile.json(['filter', 'allow', '--list-id', 'news.shop.test']);
  expect(await held()).toEqual([]);
  await profile.json(['filter', 'disallow', 'news.shop.test']);
  await profile.json(['filter', 'allow', 'news@shop.test']);
  expect(await held()).toEqual([]);
  const listed = await profile.run(['filters']);
  expect(listed.stdout).toContain('address  news@shop.test');
  expect(await profile.error(['filter', 'disallow', 'nobody@x.test'])).toBe('input.unknown-entry');
  expect(await profile.error(['filter', 'allow', 'a.test', '--list-id', 'b'])).toBe('input.usage');
});

test('a blocked person’s mail is not kept, with its past when the user says so; unblocked it is back', async () => {
  expect(await profile.error(['block', 'c1'])).toBe('input.unconfirmed-change');
  expect(await mailCount()).toBe(STORY.length);
  const preview = await profile.run(['block', 'c1', '--preview']);
  expect(preview.stdout).toContain('2 mails are taken out of the mirror');
  expect(preview.stdout).toContain('Pump 40');
  await profile.json(['block', 'c1', '--yes']);
  await deliver(
    { id: 'later', from: 'ana@globex.test', minute: 70 },
    { id: 'mixed', from: 'ben@initech.test', to: [SALLY, 'ana@globex.test'], minute: 80 },
  );
  expect(await mailCount()).toBe(STORY.length - 2 + 1);
  expect(await profile.links()).toContain('mixed c2');
  expect(await profile.links()).not.toContain('mixed c1');
  const entries = (await profile.json(['blocklist'])) as readonly BlocklistView[];
  expect(entries).toMatchObject([{ name: 'Ana Ruiz', mode: 'blocked', mailCount: 1, notKeptCount: 3 }]);
  await profile.json(['unblock', 'c1']);
  await profile.sync();
  expect(await profile.links()).toEqual(expect.arrayContaining(['ask d1', 'later d1', 'mixed c1']));
});

test('protected mail stays here and leaves the CRM', async () => {
  await profile.json(['push']);
  await profile.json(['protect', 'globex.test']);
  expect(await mailCount()).toBe(STORY.length);
  expect(await profile.links()).toEqual(['which c2']);
  await profile.json(['attach', '<ask@mail.test>', '--card', 'd1']);
  await profile.json(['push']);
  const { atCrm } = (await profile.json(['card', 'show', 'd1'])) as { readonly atCrm: readonly unknown[] };
  expect(atCrm).toEqual([]);
  await profile.json(['unprotect', '@globex.test']);
  expect(await profile.links()).toContain('carl o1');
});
