/** A CRM through the window, from the sign-in to a mail that comes and goes there; one for each way to sign in. */
import type { ConnectorName } from '../../app/domain/crm-account.ts';
import { CRM_STORIES, tellCrmStory } from '../crm-story.ts';
import { expect, test } from '../fixtures.ts';
import { TARGETS } from '../servers/crm/targets.ts';

const TOLD: readonly ConnectorName[] = ['pipedrive', 'odoo', 'twenty'];

for (const name of TOLD) {
  test(`${CRM_STORIES[name].name}: connected, a mail dragged onto a deal arrives there, taken off it is gone`, async ({
    office,
    start,
  }) => {
    const crm = await TARGETS[name].start();
    try {
      await office.connect();
      const { page } = await start(office.env);
      await tellCrmStory({ page, office, crm }, name, async (subjects) => {
        await expect.poll(() => crm.onDeal(), { timeout: 60_000 }).toEqual(subjects);
      });
    } finally {
      await crm.stop();
    }
  });
}
