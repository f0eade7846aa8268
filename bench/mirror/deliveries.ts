import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Dovecot } from '../../e2e/servers/dovecot.ts';
import type { Engine } from '../engine.ts';
import { madeCompanies, pick } from '../mailbox/made-people.ts';
import { chanceOf } from '../chance.ts';
import { listenByIdle } from './idle-listener.ts';

export interface Deliveries {
  /** From handing the mail to the server, over a connection of its own, to the engine's event; in ms. */
  readonly sinceDelivered: readonly number[];
  /** From the server's announcement to a bare listener. */
  readonly sinceAnnounced: readonly number[];
}

/** Between two mails: what the last one made happen is over, and the connections have listened for a while, as mail finds them. */
const PAUSE_MS = 2_500;

/** Delivers mail from people with cards, one at a time, to an engine that watches; waits for the event that their links changed. */
export async function deliverMails(
  engine: Engine,
  server: Dovecot,
  user: string,
  password: string,
  count: number,
): Promise<Deliveries> {
  const heard = new EventEmitter();
  engine.onEvent((event) => {
    if (event.name === 'links.changed') heard.emit('linked', performance.now());
    if (event.name === 'account.changed' && event.payload.state.kind === 'watching') heard.emit('watching');
  });
  const watching = once(heard, 'watching');
  await engine.call('sync.start', {});
  await watching;
  const listener = await listenByIdle(server, user, password);
  const chance = chanceOf(23);
  const customers = madeCompanies().filter(({ isCustomer }) => isCustomer);
  const sinceAnnounced: number[] = [];
  const sinceDelivered: number[] = [];
  for (let at = 0; at < count; at += 1) {
    await delay(PAUSE_MS);
    const [person] = pick(customers, chance).people;
    const linked = once(heard, 'linked');
    const announced = listener.nextExists();
    const raw = `From: ${person?.address ?? ''}\r\nTo: ${user}\r\nSubject: Delivery ${String(at)}\r\nMessage-ID: <delivery-${String(at)}@bench.example>\r\n\r\nIt is here.\r\n`;
    const deliveredAt = performance.now();
    await server.mail.append(user, { raw });
    const announcedAt = await announced;
    const [linkedAt] = (await linked) as [number];
    sinceAnnounced.push(Math.max(0, linkedAt - announcedAt));
    sinceDelivered.push(linkedAt - deliveredAt);
  }
  listener.close();
  await engine.call('sync.stop', {});
  return { sinceAnnounced, sinceDelivered };
}
