/** Sally with her cards and a mail server over arrays: what most stories about decisions begin with. For tests. */
import type { Mailpin } from '../../compose.ts';
import { arrayServer, mailOf, minute, type ArrayServer, type Letter } from './array-source.ts';
import { CARDS, SALLY } from './people.ts';
import { addSally, handClock, openProfile, tempDir } from './profile.ts';

export interface SallysDay {
  /** The folder of the profile. */
  readonly dir: string;
  readonly server: ArrayServer;
  readonly mailpin: Mailpin;
  /** Letters arrive, hers in Sent, and are read. */
  readonly receive: (...letters: readonly Letter[]) => Promise<void>;
}

export async function sallysDay(): Promise<SallysDay> {
  const server = arrayServer();
  const dir = tempDir();
  const mailpin = await openProfile({ dir, source: server.source, clock: handClock(minute(100_000)) });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  return {
    dir,
    server,
    mailpin,
    async receive(...letters) {
      for (const letter of letters) server.deliver(letter.from === SALLY ? 'Sent' : 'INBOX', mailOf(letter));
      await mailpin.call('sync.once', {});
    },
  };
}
