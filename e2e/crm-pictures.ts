/**
 * `npm run screenshots:crms [-- NAME ...]`: tells the story of every CRM, or of those that are named, through the window and makes pictures
 * of it, into `docs/screenshots`. Ends with an error when a story does not come to its end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CONNECTOR_NAMES } from '../app/domain/crm-account.ts';
import { tellCrmStory } from './crm-story.ts';
import { startDesktop } from './desktop.ts';
import { openOffice } from './office.ts';
import { picture } from './picture.ts';
import { TARGETS } from './servers/crm/targets.ts';

const PATIENCE_MS = 60_000;

const asked = process.argv.slice(2);
for (const name of CONNECTOR_NAMES) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const profileDir = mkdtempSync(path.join(tmpdir(), 'mailpin-crm-pictures-'));
  const crm = await TARGETS[name].start();
  const office = await openOffice(profileDir);
  await office.connect();
  const { page, close } = await startDesktop(profileDir, office.env);
  try {
    await page.setViewportSize({ width: 1_200, height: 760 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const look = (what: string): Promise<void> => picture(page, `crm-${name}-${what}`);
    await tellCrmStory({ page, office, crm, look }, name, async (subjects) => {
      for (let leftMs = PATIENCE_MS; crm.onDeal().join() !== subjects.join(); leftMs -= 100) {
        if (leftMs <= 0) throw new Error(`${name} holds ${crm.onDeal().join() || 'nothing'}`);
        await delay(100);
      }
    });
    process.stdout.write(`${name}: told\n`);
  } finally {
    await close();
    await office.close();
    await crm.stop();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
