/** Mail moves from Zendesk Sell to EspoCRM through the window: looked through, decided, gone, stopped, gone on, reported. */
import { carryPage, openCarryHouse, ZOE_THERE } from '../carry-story.ts';
import { expect, test } from '../fixtures.ts';

/** So many that a stop comes in the middle. */
const CROWD = 300;

test('the table is looked through, nothing goes before the go; stopped it keeps what came, and going on brings the rest once', async ({
  office,
  start,
  profileDir,
}) => {
  const house = await openCarryHouse(profileDir, office, CROWD);
  try {
    const { page } = await start(office.env);
    const carry = carryPage(page);
    await carry.open();

    await expect(carry.row('Bo Lind')).toContainText('no counterpart');
    await expect(carry.row('ana@acme.example')).toContainText('address ana@acme.example');
    await carry.counterpartOf('Zoe Berg').selectOption('Zoe Berg');
    await expect(page.getByRole('tab', { name: /^Needs you/ })).toHaveCount(0);
    await expect(carry.would).toContainText(`Would come to EspoCRM: ${String(house.mailCount)} mails`);
    await expect(carry.would).toContainText('1 card stays behind, with 1 mail.');
    expect(house.espo.emails()).toEqual([]);

    await carry.go.click();
    // The button is there from the click on; a click as a mouse makes it would wait until nothing on the page moves.
    await carry.stop.dispatchEvent('click');
    await expect(carry.goOn).toBeVisible();
    await expect(carry.would).toContainText(/Stopped after \d+ of \d+ cards/);
    // Nothing leaves before all that was said is said there too.
    expect(house.espo.emails()).toEqual([]);

    await carry.goOn.click();
    await expect(carry.report).toContainText(/Carried over: \d+ cards/);
    await expect.poll(() => house.espo.emails().length, { timeout: 120_000 }).toBe(house.mailCount);
    await expect(carry.report).toContainText(`${String(house.mailCount)} mails have arrived.`);
    await expect(carry.report.getByRole('listitem').filter({ hasText: 'Bo Lind' })).toContainText(
      'there is no such card',
    );
    expect(house.espo.emailsOn(ZOE_THERE)).toEqual(['Service contract']);
    expect(new Set(house.espo.emails().map(({ id }) => id)).size).toBe(house.mailCount);
  } finally {
    await house.stop();
  }
});
