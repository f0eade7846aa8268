import { cardsToWriteOn, soon, type Check } from './subject.ts';

/** After all others that write: a server that people work with has to be as it was. */
export const LEFT_CHECK: Check = {
  name: 'of all that the run wrote nothing is left on the cards',
  run: async (subject) => {
    const { crm, runId } = subject;
    for (const card of await cardsToWriteOn(subject)) {
      await soon(crm, `something of run ${runId} is left on ${card.id}`, async () => {
        const activities = await crm.activitiesOn(card.id);
        return !activities.some(({ isOurs, subject: title }) => isOurs && title.includes(runId));
      });
    }
  },
};
