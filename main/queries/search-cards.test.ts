import { afterAll, beforeAll, expect, test } from 'vitest';
import { company, contact, deal, cardId, stage } from './testing/cards.ts';
import { openWorld, type World } from './testing/world.ts';

const SALLY = 'Sally <sally@seller.example>';

let world: World;
beforeAll(() => {
  world = openWorld();
  world.stages(stage('offer', 1));
  world.put(
    company('acme', 'Acme Industries', 'acme.example'),
    contact('ana', 'Ana Ito', 'ana@acme.example', { companyId: cardId('company', 'acme') }),
    contact('ben', 'Ben Okafor', 'ben@other.example'),
    contact('zoe', 'Zoe Quist', 'zoe@third.example'),
    deal('pumps', 'Acme pumps', ['ana'], { companyId: cardId('company', 'acme') }),
    deal('valves', 'Valves north', ['ben']),
    deal('valves2', 'Valves south', ['ben']),
  );
  const letter = (id: string, from: string) =>
    world.receive({ id: `${id}@test.example`, from, to: [SALLY], subject: 'Terms', text: 'terms', at: 1 });
  letter('ana', 'ana@acme.example');
  letter('ben', 'ben@other.example');
  letter('nobody', 'nobody@nowhere.example');
  const kept = letter('kept', 'zoe@third.example');
  world.say('detach', kept, cardId('contact', 'zoe'));
});
afterAll(() => {
  world.close();
});

async function found(text: string): Promise<readonly string[]> {
  const { hits } = await world.ask['mails.search']({ text, limit: 20 });
  return hits.map(({ messageId }) => String(messageId).replace('@test.example', '')).sort();
}

test.each([
  ['deal:pumps', ['ana']],
  ['deal:"Acme pumps"', ['ana']],
  ['deal:*', ['ana']],
  ['company:acme', ['ana']],
  ['company:"Acme Industries"', ['ana']],
  ['contact:ben', ['ben']],
  ['contact:builtin:contact:ben', ['ben']],
  ['card:ana', ['ana']],
  ['-company:acme terms', ['ben', 'kept', 'nobody']],
  ['is:question', ['ben']],
  ['is:frage', ['ben']],
  ['is:keptout', ['kept']],
  ['is:question OR is:keptout', ['ben', 'kept']],
  ['terms -is:question -is:keptout', ['ana', 'nobody']],
  ['is:linked', ['ana', 'ben']],
  ['is:unlinked', ['kept', 'nobody']],
])('%s finds %j', async (text, ids) => {
  expect(await found(text)).toEqual(ids);
});

test.each(['deal:ana', 'company:nowhere', 'lead:ben'])('%s, of which there is none, is refused', async (text) => {
  await expect(found(text)).rejects.toMatchObject({ code: 'input.search' });
});
