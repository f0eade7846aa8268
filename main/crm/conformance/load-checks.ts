import { hold, loadAll, loadedOnce, refused, standing, type Check } from './subject.ts';

/** So often the cursor may have moved because somebody worked there. */
const ROUNDS = 3;

/** Signing in, and cards coming in. */
export const LOAD_CHECKS: readonly Check[] = [
  {
    name: 'check names the user',
    run: async ({ crm }) => {
      const { user } = await crm.check();
      hold(user !== '', 'the user has no name');
    },
  },
  {
    name: 'a wrong credential is named as such',
    needs: 'withBadCredential',
    run: async ({ withBadCredential }) => {
      const codes = ['crm.auth-rejected', 'crm.auth-revoked', 'crm.auth-expired'] as const;
      if (withBadCredential !== undefined) await refused(codes, () => withBadCredential.check());
    },
  },
  {
    name: 'a full load brings every kind of card once, with stages for its deals',
    run: async (subject) => {
      const { crm } = subject;
      const { cards, stageCount } = await loadedOnce(subject);
      const missing = crm.capabilities.cardKinds.filter((kind) => !standing(cards).some((card) => card.kind === kind));
      hold(missing.length === 0, `no ${missing.join(', no ')} was loaded: the check needs one of each kind at the CRM`);
      hold(stageCount > 0 || !crm.capabilities.cardKinds.includes('deal'), 'no stages came');
    },
  },
  {
    name: 'cards name others that are there: companies of contacts, people and companies of deals',
    run: async (subject) => {
      const { crm } = subject;
      const { cards } = await loadedOnce(subject);
      // One that was archived or deleted is known as gone, and may be named still.
      const known = new Set(cards.map(({ id }) => id));
      const named = standing(cards).flatMap(({ companyId, peopleIds }) => [
        ...(companyId === null ? [] : [companyId]),
        ...peopleIds,
      ]);
      const unknown = named.filter((id) => !known.has(id));
      hold(
        unknown.length === 0,
        `${String(unknown.length)} cards are named that did not come, such as ${unknown[0] ?? ''}`,
      );
      hold(
        named.every((id) => id.startsWith(`${crm.id}:`)),
        'an id does not begin with the name of the CRM',
      );
    },
  },
  {
    name: 'with nothing changed, the cursor stands still',
    run: async (subject) => {
      const { crm } = subject;
      let { cursor } = await loadedOnce(subject);
      // At a server that people work with something may change meanwhile.
      for (let round = 0; round < ROUNDS; round += 1) {
        ({ cursor } = await loadAll(crm, cursor));
        const again = await crm.changes(cursor);
        if (again.cards.length === 0 && again.cursor === cursor) return;
      }
      throw new Error('cards came although nothing changed');
    },
  },
  {
    name: 'a signal ends a request',
    run: async ({ crm }) => {
      if (crm.capabilities.isLocal) return;
      const ending = new AbortController();
      const asked = crm.check(ending.signal);
      ending.abort();
      await refused(['cancelled'], () => asked);
    },
  },
];

/** Last, because it makes every later load longer. */
export const FILL_CHECK: Check = {
  name: 'more than 200 contacts come in pages, each once',
  needs: 'fill',
  run: async ({ crm, fill }) => {
    await fill?.(450);
    const { cards } = await loadAll(crm);
    const contacts = standing(cards).filter(({ kind }) => kind === 'contact').length;
    hold(contacts >= 450, `${String(contacts)} contacts came`);
    hold(cards.length <= new Set(cards.map(({ id }) => id)).size * 1.1, 'cards came more than once');
  },
};
