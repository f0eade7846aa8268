import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CrmId } from '../app/domain/ids.ts';
import { ESPO_KEY, startEspo } from '../e2e/servers/crm/espocrm.ts';
import { SELL_TOKEN, startSell } from '../e2e/servers/crm/sell.ts';
import { bareCallsMs, CALLS_A_MAIL } from './crm/bare-calls.ts';
import { rawMail } from './crm/raw-mail.ts';
import { startEngine } from './engine.ts';
import type { TargetBench, TargetRow } from './targets.ts';

const SIZE = { mails: 1_000, cards: 200, contacts: 50_000 };
const SELLER = 'sally@seller.example';
const MB = 1024 * 1024;
const ENV = { MAILPIN_SECRET_CRM_ESPOCRM: ESPO_KEY, MAILPIN_SECRET_CRM_SELL: SELL_TOKEN };
const emailOf = (card: number): string => `c${String(card)}@customer.example`;
const leadId = (card: number): string => `lead${String(card).padStart(13, '0')}`;

/**
 * Mail goes to the stand-in of EspoCRM, whose rate limit is the widest of all: at any other the pace of the CRM would hide what the engine
 * takes. Contacts come from that of Zendesk Sell, whose pages are the shortest.
 */
export const crmBench: TargetBench = {
  name: 'crm',
  what:
    `${String(SIZE.mails)} mails onto ${String(SIZE.cards)} cards of a CRM elsewhere, ` +
    `and ${String(SIZE.contacts)} contacts out of one`,
  async run() {
    const pushed = await push();
    const loaded = await load('pages');
    const synced = await load('Sync API');
    return {
      rows: [...pushed.rows, ...loaded.rows, ...synced.rows],
      facts: { ...pushed.facts, ...loaded.facts, ...synced.facts },
    };
  },
};

interface Part {
  readonly rows: readonly TargetRow[];
  readonly facts: Readonly<Record<string, number>>;
}

async function push(): Promise<Part> {
  const server = await startEspo();
  const other = await startEspo();
  const root = mkdtempSync(join(tmpdir(), 'mailpin-bench-'));
  const profileDir = join(root, 'profile');
  try {
    const raws = Array.from({ length: SIZE.mails }, (_raw, at) => rawMail(at, emailOf(at % SIZE.cards), SELLER));
    const maildir = join(root, 'Mail');
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, part), { recursive: true });
    raws.forEach((raw, at) => writeFileSync(join(maildir, 'cur', `${String(at)}.bench:2,S`), raw));
    for (let card = 0; card < SIZE.cards; card += 1) {
      const lead = { id: leadId(card), name: `Lead ${String(card)}`, emailAddress: emailOf(card), status: 'New' };
      for (const one of [server, other]) one.put('Lead', lead);
    }
    const first = startEngine(profileDir, ENV);
    const settings = { kind: 'maildir', path: maildir } as const;
    await first.call('accounts.add', { address: SELLER, settings, password: null, isChecked: true });
    await first.call('sync.once', {});
    await first.stop();
    connect(profileDir, 'espocrm', server.url);
    const engine = startEngine(profileDir, ENV);
    const crmId = 'espocrm' as CrmId;
    await engine.call('crms.load', { crmId });
    await engine.call('rehearsal.get', {});
    const before = server.requests.length;
    const startedAt = performance.now();
    await engine.call('rehearsal.go', { crmId });
    const report = await engine.call('outbox.drain', {});
    const tookMs = performance.now() - startedAt;
    const calls = server.requests.slice(before).filter((request) => OF_A_MAIL.test(request)).length;
    const { peakBytes } = engine.usage();
    await engine.stop();
    if (report.waiting > 0 || server.emails().length !== SIZE.mails) {
      throw new Error(`${String(server.emails().length)} mails arrived: ${JSON.stringify(report)}`);
    }
    const bareMs = await bareCallsMs(
      other.url,
      raws.map((raw, at) => ({ raw, leadId: leadId(at % SIZE.cards) })),
    );
    const tooMany = calls - SIZE.mails * CALLS_A_MAIL;
    return {
      rows: [
        {
          what: `${String(SIZE.mails)} mails pushed, over the bare calls`,
          value: tookMs / bareMs,
          unit: '',
          must: 2,
          aim: 1.2,
        },
        { what: 'calls beyond the minimum', value: tooMany, unit: '', must: 1, aim: 0 },
      ],
      facts: { 'push ms': tookMs, 'bare calls ms': bareMs, calls, 'push peak MB': peakBytes / MB },
    };
  } finally {
    rmSync(root, { recursive: true });
    await Promise.all([server.stop(), other.stop()]);
  }
}

/** What a mail costs; lists of changed cards are read once a push. */
const OF_A_MAIL = /\/Lead\/|\/Email|\/Attachment/;

/** By either of the two ways in which Sell tells of its cards. */
async function load(way: 'pages' | 'Sync API'): Promise<Part> {
  const server = await startSell();
  if (way === 'Sync API') server.setSync('has');
  const profileDir = mkdtempSync(join(tmpdir(), 'mailpin-bench-'));
  try {
    for (let at = 1; at <= SIZE.contacts; at += 1) {
      server.put('contacts', { id: at, is_organization: false, name: `Contact ${String(at)}`, email: emailOf(at) });
    }
    await openOnce(profileDir);
    connect(profileDir, 'sell', server.url);
    const engine = startEngine(profileDir, ENV);
    await engine.call('crms.list', {});
    const startedAt = performance.now();
    const { cardCount } = await engine.call('crms.load', { crmId: 'sell' as CrmId });
    const tookMs = performance.now() - startedAt;
    const { peakBytes, cpuMs } = engine.usage();
    await engine.stop();
    if (cardCount < SIZE.contacts) throw new Error(`${String(cardCount)} cards came`);
    return {
      rows: [
        {
          what: `${String(SIZE.contacts)} contacts loaded by ${way}`,
          value: tookMs / 1_000,
          unit: 's',
          must: 30,
          aim: 15,
        },
        {
          what: `peak memory of the engine meanwhile (${way})`,
          value: peakBytes / MB,
          unit: 'MB',
          must: 200,
          aim: 150,
        },
      ],
      facts: { [`engine cpu ms, ${way}`]: cpuMs, [`load calls, ${way}`]: server.requests.length },
    };
  } finally {
    rmSync(profileDir, { recursive: true });
    await server.stop();
  }
}

async function openOnce(profileDir: string): Promise<void> {
  const engine = startEngine(profileDir, ENV);
  await engine.call('crms.list', {});
  await engine.stop();
}

/** Secrets of the environment cannot be added to, so connecting is written down here. */
function connect(profileDir: string, connector: string, url: string): void {
  const db = new Database(join(profileDir, 'mailpin.db'));
  db.prepare(
    `INSERT INTO crm_account (crm_id, connector, url, user_name, connected_at) VALUES (?, ?, ?, 'Sally', 0)`,
  ).run(connector, connector, url);
  db.close();
}
