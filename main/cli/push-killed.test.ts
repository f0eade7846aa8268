/**
 * Killed while it pays a CRM, the program forgets no mail and writes none twice: the built program pushes to the stand-in of a CRM that
 * outlives it, and is killed right after a mail arrived there, at other requests, and at moments, all drawn by lot.
 *
 * `npm run soak` kills 120 times at Zendesk Sell and EspoCRM (MAILPIN_PUSH_KILLS), every test run 8 times; at the others, which ask for
 * more patience, a third of that. MAILPIN_SEED repeats a run.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { LedgerEntry } from '../../app/contract/ledger-views.ts';
import { ESPO_KEY, startEspo } from '../../e2e/servers/crm/espocrm.ts';
import type { FakeHttp } from '../../e2e/servers/crm/fake-http.ts';
import { HUBSPOT_TOKEN, startHubspot } from '../../e2e/servers/crm/hubspot.ts';
import { ODOO, startOdoo } from '../../e2e/servers/crm/odoo.ts';
import { PIPEDRIVE_TOKEN, startPipedrive } from '../../e2e/servers/crm/pipedrive.ts';
import { SELL_TOKEN, startSell } from '../../e2e/servers/crm/sell.ts';
import { startKeyring, type Keyring } from '../../e2e/servers/keyring.ts';
import { addToMaildir, SALLY, type MailPlan } from './testing/mail-maker.ts';
import { newProfile, type Profile } from './testing/profile.ts';
import { seededChance } from './testing/seeded-chance.ts';

const KILLS = Number(process.env['MAILPIN_PUSH_KILLS'] ?? 8);
const SEED = Number(process.env['MAILPIN_SEED'] ?? 20_261_122);
const MAILS_A_LEAD = 10;
/** Requests of a run before the one it is killed at, at most: a run may read cards and pay some mails first. */
const LATEST_REQUEST = 24;
const LATEST_MS = 1_500;
/** Mails of a run that arrive before it is killed, at most, where it is killed because one arrived. */
const LATEST_ARRIVAL = 4;
/** How often each way to be killed is drawn; what is left is a moment. */
const SHARE_AT_ARRIVALS = 0.5;
const SHARE_AT_REQUESTS = 0.3;

interface House {
  readonly server: FakeHttp;
  readonly secret: string;
  readonly kills: number;
  /** Whole leads: those of one round have no mail of another. */
  readonly mailsARound: number;
  /** Where leads keep no addresses of their own: a contact stands for the lead. */
  readonly kind?: 'contact';
  readonly addLead: (at: number, email: string) => void;
  readonly leadId: (at: number) => string;
  /** Subjects of the mails on a lead, copies included. */
  readonly onLead: (at: number) => readonly string[];
  /** Which requests put a mail there. */
  readonly isCreation: (request: string) => boolean;
}

const MANY = { kills: KILLS, mailsARound: 3 * MAILS_A_LEAD } as const;
const FEW = { kills: Math.ceil(KILLS / 3), mailsARound: 2 * MAILS_A_LEAD } as const;

const HOUSES = {
  async sell(): Promise<House> {
    const server = await startSell();
    return {
      server,
      secret: SELL_TOKEN,
      ...MANY,
      addLead: (at, email) => server.put('leads', { id: 400 + at, last_name: `Lead ${String(at)}`, email }),
      leadId: (at) => String(400 + at),
      onLead: (at) => server.notesOn('lead', 400 + at).map((text) => /^Subject: (.*)$/m.exec(text)?.[1] ?? text),
      isCreation: (request) => request === 'POST /v2/notes',
    };
  },
  async espocrm(): Promise<House> {
    const server = await startEspo();
    const leadId = (at: number): string => `lead0000000000${String(at).padStart(3, '0')}`;
    return {
      server,
      secret: ESPO_KEY,
      ...MANY,
      addLead: (at, email) =>
        void server.put('Lead', { id: leadId(at), name: `Lead ${String(at)}`, emailAddress: email, status: 'New' }),
      leadId,
      onLead: (at) => server.emailsOn(leadId(at)),
      isCreation: (request) => request === 'POST /api/v1/Email/importEml',
    };
  },
  async hubspot(): Promise<House> {
    const server = await startHubspot();
    const leadId = (at: number): string => String(400 + at);
    return {
      server,
      secret: HUBSPOT_TOKEN,
      ...FEW,
      kind: 'contact',
      addLead(at, email) {
        server.put('contacts', leadId(at), { firstname: `Lead ${String(at)}`, email });
        server.index();
      },
      leadId,
      onLead: (at) => server.emailsOn('contacts', leadId(at)).map((email) => email['hs_email_subject'] ?? ''),
      isCreation: (request) => request === 'POST /crm/objects/2026-03/emails',
    };
  },
  async pipedrive(): Promise<House> {
    const server = await startPipedrive();
    const ofLead = (at: number) => server.notes().filter((note) => note.person_id === 400 + at);
    return {
      server,
      secret: PIPEDRIVE_TOKEN,
      ...FEW,
      kind: 'contact',
      addLead: (at, email) =>
        server.put('persons', { id: 400 + at, name: `Lead ${String(at)}`, emails: [{ value: email, primary: true }] }),
      leadId: (at) => String(400 + at),
      onLead: (at) => ofLead(at).map(({ content }) => /^Subject: (.*?)<br>/.exec(content)?.[1] ?? content),
      isCreation: (request) => request === 'POST /api/v1/notes',
    };
  },
  async odoo(): Promise<House> {
    // JSON-2, whose addresses tell what is asked.
    const server = await startOdoo({ version: 19 });
    return {
      server,
      secret: ODOO.key,
      ...FEW,
      addLead: (at, email) =>
        server.put('crm.lead', { id: 400 + at, type: 'lead', name: `Lead ${String(at)}`, email_from: email }),
      leadId: (at) => String(400 + at),
      onLead: (at) => server.messagesOn('crm.lead', 400 + at).map(({ subject }) => String(subject)),
      isCreation: (request) => request === 'POST /json/2/crm.lead/message_post',
    };
  },
} as const;

let keyring: Keyring;
beforeAll(async () => {
  keyring = await startKeyring('unlocked');
});
afterAll(() => keyring.stop());

const chance = seededChance(SEED);
const below = (limit: number): number => Math.floor(chance() * limit);
const leadOf = (mail: number): number => Math.floor(mail / MAILS_A_LEAD);
const addressOf = (lead: number): string => `leo${String(lead)}@new.example`;
const planOf = (mail: number): MailPlan => ({ id: `m${String(mail)}`, from: addressOf(leadOf(mail)), minute: mail });
const subjectOf = (mail: number): string => `About m${String(mail)}`;

/** What a run is killed by: a request, before or after its effect, among them those that bring a mail; or a moment. */
interface Fate {
  readonly when: 'before' | 'after';
  readonly counts: (request: string) => boolean;
  /** So many go well. */
  readonly spared: number;
  readonly atMs: number | null;
}

function drawFate(isCreation: House['isCreation']): Fate {
  const drawn = chance();
  const when = below(2) === 0 ? 'before' : 'after';
  if (drawn < SHARE_AT_ARRIVALS) {
    return { when: 'after', counts: isCreation, spared: below(LATEST_ARRIVAL), atMs: null };
  }
  if (drawn < SHARE_AT_ARRIVALS + SHARE_AT_REQUESTS) {
    return { when, counts: () => true, spared: below(LATEST_REQUEST), atMs: null };
  }
  return { when, counts: () => false, spared: 0, atMs: chance() * LATEST_MS };
}

/**
 * Pushes, and is killed.
 *
 * @param onDone told of every request that takes effect
 * @returns whether it was killed before it came to its end
 */
async function pushAndKill(profile: Profile, house: House, onDone: (request: string) => void): Promise<boolean> {
  const { when, counts, spared, atMs } = drawFate(house.isCreation);
  const { child, ended } = profile.start(['push']);
  let isKilled = false;
  const kill = (): void => {
    isKilled = child.exitCode === null && child.kill('SIGKILL');
  };
  let left = spared;
  house.server.failBy(({ method, path }) => {
    const request = `${method} ${path}`;
    const isLast = counts(request) && !isKilled && left === 0;
    if (isLast) kill();
    else if (counts(request)) left -= 1;
    if (!isLast || when === 'after') onDone(request);
    return isLast ? { when, answer: 'cut' } : undefined;
  });
  if (atMs !== null && !(await Promise.race([ended.then(() => true), delay(atMs, false)]))) kill();
  await ended;
  house.server.failBy(({ method, path }) => {
    onDone(`${method} ${path}`);
    return undefined;
  });
  return isKilled;
}

test.each(Object.entries(HOUSES))(
  `%s: killed again and again while it pays (seed ${String(SEED)}), every mail is on its card once`,
  { timeout: 120_000 + KILLS * 20_000 },
  async (connector, open) => {
    const house = await open();
    const { server, kills: most, mailsARound, kind = 'lead' } = house;
    onTestFinished(() => server.stop());
    const profile = newProfile(keyring.env);
    onTestFinished(() => profile.remove());
    const maildir = join(profile.scratch, 'Mail');
    const cardOf = (mail: number): string => `${connector}:${kind}:${house.leadId(leadOf(mail))}`;
    async function takeOff(mail: number): Promise<number> {
      await profile.json(['detach', `m${String(mail)}@mail.test`, cardOf(mail), '--reach', 'message']);
      return mail;
    }

    addToMaildir(maildir, []);
    await profile.json(['account', 'add', SALLY, '--maildir', maildir]);
    await profile.json(['crm', 'add', connector, '--url', server.url, '--token-stdin'], house.secret);
    await profile.json(['rehearsal', 'go', '--crm', connector]);

    let kills = 0;
    let mailCount = 0;
    let neverSentCount = 0;
    let creations = 0;
    const onDone = (request: string): void => {
      if (house.isCreation(request)) creations += 1;
    };
    for (; kills < most;) {
      const mails = Array.from({ length: mailsARound }, (_mail, index) => mailCount + index);
      mailCount += mailsARound;
      addToMaildir(maildir, mails.map(planOf));
      await profile.sync();
      // The mail is there before its cards: it is owed from the push on that reads them.
      const leads = [...new Set(mails.map(leadOf))];
      for (const lead of leads) house.addLead(lead, addressOf(lead));

      const standing = (): readonly string[] => leads.flatMap(house.onLead);
      let taken: { readonly sent: number; readonly unsent: number } | null = null;
      for (let isKilled = true; isKilled && kills < most;) {
        isKilled = await pushAndKill(profile, house, onDone);
        if (isKilled) kills += 1;
        // The one that came last may be there without anybody having heard of it.
        const sent = standing().at(-1);
        const unsent = mails.find((mail) => !standing().includes(subjectOf(mail)));
        if (taken !== null || sent === undefined || unsent === undefined) continue;
        taken = {
          sent: await takeOff(mails.find((mail) => subjectOf(mail) === sent) ?? -1),
          unsent: await takeOff(unsent),
        };
      }
      expect(await profile.json(['push'])).toMatchObject({ waiting: 0, dead: 0, owed: [] });

      const wanted = mails.filter((mail) => mail !== taken?.sent && mail !== taken?.unsent);
      const { items } = (await profile.json(['ledger', '--limit', '5000'])) as {
        readonly items: readonly LedgerEntry[];
      };
      for (const lead of leads) {
        const subjects = wanted.filter((mail) => leadOf(mail) === lead).map(subjectOf);
        expect([lead, house.onLead(lead).toSorted()]).toEqual([lead, subjects.toSorted()]);
      }
      const linesOf = (mail: number) =>
        items
          .filter((line) => line.mail?.subject === subjectOf(mail))
          .map(({ intent, card }) => `${intent} ${card.id}`);
      for (const mail of wanted) expect([mail, linesOf(mail)]).toEqual([mail, [`attach ${cardOf(mail)}`]]);
      if (taken === null) continue;
      neverSentCount += 1;
      const { sent, unsent } = taken;
      expect(linesOf(sent)).toEqual([`detach ${cardOf(sent)}`, `attach ${cardOf(sent)}`]);
      expect(linesOf(unsent)).not.toContain(`attach ${cardOf(unsent)}`);
    }
    expect(creations).toBe(mailCount - neverSentCount);
    process.stdout.write(
      `${connector}: killed ${String(kills)} times, ${String(mailCount)} mails, seed ${String(SEED)}\n`,
    );
  },
);
