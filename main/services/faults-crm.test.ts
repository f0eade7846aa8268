/** Nearly a third of all answers of a CRM fail: every mail is there once all the same, through the real round and its pauses. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CrmAccount } from '../../app/domain/crm-account.ts';
import type { CrmId, UnixMs } from '../../app/domain/ids.ts';
import type { CrmConnector } from '../../app/ports.ts';
import type { FakeHttp, Fault } from '../../e2e/servers/crm/fake-http.ts';
import { PIPEDRIVE_TOKEN, startPipedrive } from '../../e2e/servers/crm/pipedrive.ts';
import { SELL_TOKEN, startSell } from '../../e2e/servers/crm/sell.ts';
import { seededChance } from '../cli/testing/seeded-chance.ts';
import type { Pace } from '../crm/http/limiter.ts';
import { pipedriveCrm } from '../crm/pipedrive/pipedrive-crm.ts';
import { sellCrm } from '../crm/sell/sell-crm.ts';
import { putCrmAccount } from '../db/crm-accounts.ts';
import { openDatabase } from '../db/open.ts';
import { countUnpaid, nextDueAt } from '../db/outbox.ts';
import { unitOfWork } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { drainOutbox } from './drain-outbox.ts';
import { newEngineId } from './engine-id.ts';
import { pullCards } from './pull-cards.ts';
import { sayGo } from './set-rehearsal.ts';
import { mailOf, minute } from './testing/array-source.ts';
import { SALLY } from './testing/people.ts';
import { handClock, SILENT, tempDir } from './testing/profile.ts';
import { addInbox, receive } from './testing/mail-store.ts';

const SEED = Number(process.env['MAILPIN_SEED'] ?? 20_261_122);
const SHARE = 0.3;
const CONTACTS = 10;
const MAILS = 60;
const ENOUGH_ROUNDS = 5_000;
const PATIENT = new AbortController().signal;
const FAULTS: readonly Fault[] = [
  { when: 'before', answer: { status: 429, headers: { 'retry-after': '7' } } },
  { when: 'before', answer: { status: 429 } },
  { when: 'before', answer: { status: 503 } },
  { when: 'after', answer: { status: 502, body: '<html>Bad gateway</html>' } },
  // The answer never comes: what a time limit ends looks the same.
  { when: 'after', answer: 'cut' },
];

interface House {
  readonly server: FakeHttp;
  readonly crm: CrmConnector;
  readonly addContact: (id: number, email: string) => void;
  /** Subjects of the mails on a contact, copies included. */
  readonly onContact: (id: number) => readonly string[];
}
const HOUSES = {
  async sell(id: CrmId, pace: Pace): Promise<House> {
    const server = await startSell();
    return {
      server,
      crm: sellCrm(id, server.url, { bearer: (isRefused) => Promise.resolve(isRefused ? null : SELL_TOKEN) }, pace),
      addContact: (at, email) => server.put('contacts', { id: at, is_organization: false, name: email, email }),
      onContact: (at) => server.notesOn('contact', at).map((text) => /^Subject: (.*)$/m.exec(text)?.[1] ?? text),
    };
  },
  async pipedrive(id: CrmId, pace: Pace): Promise<House> {
    const server = await startPipedrive(() => pace.now());
    server.setTokensLeft(Number.MAX_SAFE_INTEGER);
    const bearer = (isRefused: boolean) => Promise.resolve(isRefused ? null : PIPEDRIVE_TOKEN);
    return {
      server,
      crm: pipedriveCrm(id, server.url, { kind: 'token', values: { token: PIPEDRIVE_TOKEN }, bearer }, pace),
      addContact: (at, email) =>
        server.put('persons', { id: at, name: email, emails: [{ value: email, primary: true, label: 'work' }] }),
      onContact: (at) =>
        server
          .notes()
          .filter((note) => note.person_id === at)
          .map(({ content }) => /^Subject: (.*?)<br>/.exec(content)?.[1] ?? content),
    };
  },
} as const;

const emailOf = (contact: number): string => `c${String(contact)}@people.test`;
const subjectOf = (mail: number): string => `Mail ${String(mail)}`;

/** A profile whose mails owe a push each to the CRM's contacts. */
async function debts(deps: Deps, { crm, addContact }: House, account: CrmAccount): Promise<void> {
  const { store, clock } = deps;
  for (let at = 1; at <= CONTACTS; at += 1) addContact(at, emailOf(at));
  store.write((tx) => {
    putCrmAccount(tx.db, account, 'Sally', clock.now());
  });
  await pullCards(deps, crm);
  const mails = Array.from({ length: MAILS }, (_mail, at) =>
    mailOf({ id: `m${String(at)}`, from: emailOf((at % CONTACTS) + 1), to: SALLY, subject: subjectOf(at), at }),
  );
  receive(deps, addInbox(deps), mails);
  sayGo(deps, crm.id);
}

test.each(Object.entries(HOUSES))(
  `%s: of its requests ${String(SHARE * 100)} % fail (seed ${String(SEED)}), and each mail is on its card once`,
  async (name, open) => {
    const connector = name as keyof typeof HOUSES;
    const crmName: string = connector;
    const id = crmName as CrmId;
    const store = unitOfWork(openDatabase(join(tempDir(), 'mailpin.db')));
    onTestFinished(() => store.close());
    const clock = handClock(minute(1_000));
    const pace: Pace = {
      now: () => clock.now(),
      wait(ms) {
        clock.advance(Math.ceil(ms));
        return Promise.resolve();
      },
    };
    const house = await open(id, pace);
    onTestFinished(() => house.server.stop());
    const deps: Deps = { store, clock, logger: SILENT, engineId: newEngineId() };
    await debts(deps, house, { id, connector, url: house.server.url });
    const owed = countUnpaid(store.db).waiting;
    expect(owed).toBe(MAILS);

    const chance = seededChance(SEED);
    const asked = house.server.requests.length;
    let failed = 0;
    house.server.failBy(() => {
      if (chance() >= SHARE) return undefined;
      failed += 1;
      return FAULTS[Math.floor(chance() * FAULTS.length)];
    });
    let rounds = 0;
    for (let due: UnixMs | null = clock.now(); due !== null; due = nextDueAt(store.db, id)) {
      rounds += 1;
      expect(rounds).toBeLessThan(ENOUGH_ROUNDS);
      clock.advance(Math.max(due - clock.now(), 0));
      await drainOutbox(deps, house.crm, PATIENT);
    }

    expect(countUnpaid(store.db)).toEqual({ waiting: 0, held: 0, rehearsing: 0, dead: 0 });
    const mails = Array.from({ length: MAILS }, (_mail, at) => at);
    for (let contact = 1; contact <= CONTACTS; contact += 1) {
      const wanted = mails.filter((at) => (at % CONTACTS) + 1 === contact).map(subjectOf);
      expect([contact, house.onContact(contact).toSorted()]).toEqual([contact, wanted.toSorted()]);
    }
    // It was as bad as it says.
    expect(failed / (house.server.requests.length - asked)).toBeGreaterThan(SHARE * 0.8);
  },
);
