import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startEngine } from './engine.ts';
import { ME } from './mailbox/made-people.ts';
import { startMadeServer } from './mailbox/made-server.ts';
import { mirrorWithMailpin } from './mirror/mailpin-run.ts';
import { middle, type BenchOptions, type TargetBench, type TargetReport } from './targets.ts';

const USER = ME.address;
const PASSWORD = 'bench';
const MB = 1_000_000;
/** Copies that are taken out of the database behind the engine's back. */
const GAPS = 1_000;

export const auditBench: TargetBench = {
  name: 'audit',
  what: 'Every mail of a server held against the mirror; then the same with gaps made in the database, found and healed',
  async run({ mails, rounds, format }) {
    const wanted = { mails, format, user: USER, password: PASSWORD, isHibernating: false };
    const { server } = await startMadeServer(wanted, tell);
    const folder = mkdtempSync(join(tmpdir(), 'mailpin-bench-'));
    try {
      tell('mirroring');
      const profileDir = join(folder, 'profile');
      const mirrored = await mirrorWithMailpin(profileDir, server, USER, PASSWORD);
      await mirrored.engine.stop();
      return await report(profileDir, { mails, rounds });
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

async function report(
  profileDir: string,
  { mails, rounds }: Pick<BenchOptions, 'mails' | 'rounds'>,
): Promise<TargetReport> {
  const env = { [`MAILPIN_SECRET_${USER.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`]: PASSWORD };
  const engine = startEngine(profileDir, env);
  await engine.call('status.get', {});
  const atRest = engine.usage().peakBytes;
  const audits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    tell(`audit ${String(round + 1)}`);
    const { ms, matching } = await audited(false);
    if (matching !== mails) throw new Error(`${String(matching)} of ${String(mails)} mails match`);
    audits.push(ms);
  }
  const peakBytes = engine.usage().peakBytes;
  tell('gaps');
  const db = new Database(join(profileDir, 'mailpin.db'));
  db.prepare(
    `DELETE FROM placement WHERE (mailbox_id, uid) IN (SELECT mailbox_id, uid FROM placement ORDER BY uid * 7919 % 104729 LIMIT ?)`,
  ).run(GAPS);
  db.close();
  const healing = await audited(true);
  if (healing.fetched !== GAPS || healing.matching !== mails) {
    throw new Error(`${String(healing.fetched)} of ${String(GAPS)} gaps healed`);
  }
  await engine.stop();

  async function audited(isRepair: boolean) {
    const startedAt = performance.now();
    const [found] = await engine.call('audit.run', { isRepair });
    if (found === undefined || found.error !== null) throw new Error(`not audited: ${found?.error?.code ?? ''}`);
    return {
      ms: performance.now() - startedAt,
      matching: found.mailboxes.reduce((sum, { matchingCount }) => sum + matchingCount, 0),
      fetched: found.repaired?.fetched ?? 0,
    };
  }
  return {
    rows: [
      { what: 'audit, for each 1,000 mails', value: (middle(audits) / mails) * 1_000, unit: 'ms', must: 300, aim: 100 },
    ],
    facts: {
      mails,
      'audit s': middle(audits) / 1_000,
      'engine at rest MB': atRest / MB,
      'engine at most MB': peakBytes / MB,
      [`audit that finds and heals ${String(GAPS)} gaps s`]: healing.ms / 1_000,
    },
  };
}

function tell(text: string): void {
  process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${text}\n`);
}
