/**
 * `npm run screenshots:crms [-- NAME ... | carry]`: tells the story of every CRM and of mail that is carried over, or of those that are named,
 * through the window and makes pictures of it, into `docs/screenshots`. Ends with an error when a story does not come to its end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { CONNECTOR_NAMES, type ConnectorName } from '../app/domain/crm-account.ts';
import { carryPage, openCarryHouse } from './carry-story.ts';
import { tellCrmStory } from './crm-story.ts';
import { startDesktop } from './desktop.ts';
import { openOffice, type Office } from './office.ts';
import { picture } from './picture.ts';
import { TARGETS } from './servers/crm/targets.ts';

const PATIENCE_MS = 60_000;
/** The story of the page that carries mail over, by which it is asked for. */
const CARRY = 'carry';

const asked = process.argv.slice(2);
for (const name of [...CONNECTOR_NAMES, CARRY] as const) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  await (name === CARRY ? inOffice(tellCarry) : inOffice((stage) => tellCrm(stage, name)));
  process.stdout.write(`${name}: told\n`);
}

interface Stage {
  readonly profileDir: string;
  readonly office: Office;
  readonly open: () => Promise<Page>;
}

async function inOffice(tell: (stage: Stage) => Promise<void>): Promise<void> {
  const profileDir = mkdtempSync(path.join(tmpdir(), 'mailpin-crm-pictures-'));
  const office = await openOffice(profileDir);
  let close = (): Promise<void> => Promise.resolve();
  try {
    await tell({
      ...{ profileDir, office },
      async open() {
        const desktop = await startDesktop(profileDir, office.env);
        close = () => desktop.close();
        await desktop.page.setViewportSize({ width: 1_200, height: 760 });
        await desktop.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        return desktop.page;
      },
    });
  } finally {
    await close();
    await office.close();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function tellCrm({ office, open }: Stage, name: ConnectorName): Promise<void> {
  const crm = await TARGETS[name].start();
  try {
    await office.connect();
    const page = await open();
    const look = (what: string): Promise<void> => picture(page, `crm-${name}-${what}`);
    await tellCrmStory({ page, office, crm, look }, name, (subjects) =>
      until(
        () => crm.onDeal().join() === subjects.join(),
        () => `${name} holds ${crm.onDeal().join() || 'nothing'}`,
      ),
    );
  } finally {
    await crm.stop();
  }
}

async function tellCarry({ profileDir, office, open }: Stage): Promise<void> {
  const house = await openCarryHouse(profileDir, office);
  try {
    const page = await open();
    const carry = carryPage(page);
    await carry.open();
    await carry.row('ana@acme.example').waitFor();
    await picture(page, 'carry-table');
    await carry.counterpartOf('Zoe Berg').selectOption('Zoe Berg');
    await carry.row('Zoe Berg').getByText('chosen by you').waitFor();
    await carry.go.click();
    const arrived = `${String(house.mailCount)} mails have arrived.`;
    await carry.report.getByText(arrived).waitFor({ timeout: PATIENCE_MS });
    await picture(page, 'carry-report');
  } finally {
    await house.stop();
  }
}

async function until(isSo: () => boolean, otherwise: () => string): Promise<void> {
  for (let leftMs = PATIENCE_MS; !isSo(); leftMs -= 100) {
    if (leftMs <= 0) throw new Error(otherwise());
    await delay(100);
  }
}
