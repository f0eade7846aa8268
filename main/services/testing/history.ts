/** A mirror without a server, on SQLite in memory, and everything that can happen to it. For properties over histories. */
import { onTestFinished } from 'vitest';
import type { RuleChange } from '../../../app/contract/rules-views.ts';
import type { Card } from '../../../app/domain/card.ts';
import type { ExtentReach, Extent } from '../../../app/domain/extent.ts';
import type { ActionId, EntryId, MailId, MessageKey } from '../../../app/domain/ids.ts';
import type { Reach } from '../../../app/domain/link.ts';
import type { MailContent } from '../../../app/domain/mail.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { CardKeeper, CrmConnector } from '../../../app/ports.ts';
import { openDatabase } from '../../db/open.ts';
import type { ReadDb } from '../../db/sql.ts';
import { unitOfWork } from '../../db/unit-of-work.ts';
import { attachMails } from '../attach-mails.ts';
import { changeRules } from '../change-rules.ts';
import type { Deps } from '../deps.ts';
import { detachMails } from '../detach-mails.ts';
import { joinThreads, partThreads } from '../join-threads.ts';
import { learnOwnAddress } from '../learn-own-address.ts';
import { matchStaleThreads } from '../match-stale-threads.ts';
import { pullCards } from '../pull-cards.ts';
import { setExtent } from '../set-extent.ts';
import { undoAction } from '../undo-action.ts';
import { arrayCrm } from './array-crm.ts';
import { minute } from './array-source.ts';
import { addInbox, receive } from './mail-store.ts';
import { SALLY } from './people.ts';
import { handClock, SILENT } from './profile.ts';

/** A mail, and how far the word on it reaches; without a person named, it is the only outsider's. */
interface Pointed {
  readonly mail: MessageKey;
  readonly reach: Reach;
  readonly person?: string;
}

/** One thing that happens; mails are named by their keys. */
export type Happening =
  | { readonly kind: 'mail'; readonly contents: readonly MailContent[] }
  | { readonly kind: 'cards'; readonly cards: readonly Card[]; readonly isMatchedLater: boolean }
  | (Pointed & { readonly kind: 'attach' | 'detach'; readonly cardId: string })
  | { readonly kind: 'move'; readonly mail: MessageKey; readonly from: string; readonly to: string }
  | { readonly kind: 'extent'; readonly mail: MessageKey; readonly extent: Extent; readonly reach: ExtentReach }
  | { readonly kind: 'rule'; readonly change: RuleChange }
  | { readonly kind: 'unlist' }
  | { readonly kind: 'join'; readonly mail: MessageKey; readonly answers: MessageKey }
  | { readonly kind: 'part'; readonly mail: MessageKey }
  | { readonly kind: 'undo' };

export interface Mirror extends Deps {
  readonly db: ReadDb;
  /**
   * Lets a minute pass, then something happen. What cannot be done now, such as a word on mail that has not come, is left undone as the
   * window would.
   *
   * @returns the action that it was, if it was one
   */
  happen(happening: Happening): Promise<ActionId | null>;
  /** Lets a minute pass in which nothing happens, or one action is taken back. */
  wait(undone?: ActionId): Promise<void>;
  /** Decides what still waits to be decided. */
  settle(): Promise<void>;
}

export function emptyMirror(): Mirror {
  const store = unitOfWork(openDatabase(':memory:'));
  onTestFinished(() => {
    store.close();
  });
  const clock = handClock(minute(10_000));
  const deps: Deps = { store, clock, logger: SILENT, engineId: 'test' };
  const inbox = addInbox(deps);
  store.write((tx) => learnOwnAddress(tx, SALLY, 'account'));
  const { db } = store;
  let [received, cursor] = [0, 0];

  async function pull(cards: readonly Card[]): Promise<void> {
    cursor += 1;
    const next = String(cursor);
    const page = { isFromStart: false, stages: [], cursor: next };
    const changes = (known: string | null) => Promise.resolve({ ...page, cards: known === next ? [] : cards });
    await pullCards(deps, { ...crm, changes });
  }

  const named = (key: MessageKey) => {
    const row = db.prepare<[string], { mail_id: MailId }>('SELECT mail_id FROM mail WHERE message_key = ?').get(key);
    if (row === undefined) throw new MailpinError('input.unknown-mail', { mail: key });
    return { mailId: row.mail_id };
  };

  async function happen(one: Happening): Promise<unknown> {
    switch (one.kind) {
      case 'mail':
        receive(deps, inbox, one.contents, received + 1);
        received += one.contents.length;
        return;
      case 'cards':
        await pull(one.cards);
        return one.isMatchedLater ? undefined : matchStaleThreads(deps);
      case 'attach':
        return attachMails(deps, { ...one, mails: [named(one.mail)] });
      case 'detach':
        return detachMails(deps, { ...one, mails: [named(one.mail)] });
      case 'move':
        return attachMails(deps, { mails: [named(one.mail)], cardId: one.to, from: one.from, reach: 'message' });
      case 'extent':
        return setExtent(deps, { mails: [named(one.mail)], extent: one.extent, reach: one.reach });
      case 'rule':
        return changeRules(deps, { change: one.change, isConfirmed: true });
      case 'unlist': {
        const [entry] = db.prepare<[], { id: EntryId }>('SELECT entry_id AS id FROM blocklist ORDER BY 1').all();
        if (entry === undefined) return;
        return changeRules(deps, { change: { kind: 'unlist', entryId: entry.id }, isConfirmed: true });
      }
      case 'join':
        return joinThreads(deps, { mail: named(one.mail), answers: named(one.answers) });
      case 'part':
        return partThreads(deps, { mail: named(one.mail) });
      case 'undo':
        return undoAction(deps, crm, null, true);
    }
  }

  return {
    ...deps,
    db,
    async happen(one) {
      clock.advance(MINUTE_MS);
      try {
        return actionOf(await happen(one));
      } catch (error) {
        const isLeftUndone = error instanceof MailpinError && /^(?:input\.|crm\.card-gone)/u.test(error.code);
        if (!isLeftUndone) throw error;
        return null;
      }
    },
    async wait(undone) {
      clock.advance(MINUTE_MS);
      if (undone !== undefined) await undoAction(deps, crm, undone, true);
    },
    async settle() {
      await matchStaleThreads(deps);
    },
  };
}

const MINUTE_MS = 60_000;

function actionOf(outcome: unknown): ActionId | null {
  const isAction = typeof outcome === 'object' && outcome !== null && 'actionId' in outcome;
  return isAction ? (outcome.actionId as ActionId | null) : null;
}

const notAsked = (): Promise<never> => Promise.reject(new Error('this CRM keeps no cards'));
const crm: CrmConnector & CardKeeper = {
  ...arrayCrm([]),
  putCards: notAsked,
  moveDeal: notAsked,
  removeCards: notAsked,
};

const OUTCOME: Readonly<Record<string, string>> = {
  mails: `
    SELECT mail.message_key, parent.message_key AS parent, mail.direction, mail.held_by, mail.extent,
           (SELECT min(other.message_key) FROM mail AS other WHERE other.thread_id = mail.thread_id) AS thread
      FROM mail LEFT JOIN mail AS parent ON parent.mail_id = mail.parent_id`,
  links: `
    SELECT mail.message_key, card_id, origin, json_remove(evidence, '$.parentId') AS evidence, parent.message_key AS parent
      FROM link JOIN mail USING (mail_id) LEFT JOIN mail AS parent ON parent.mail_id = evidence ->> 'parentId'`,
  keptOut: `
    SELECT mail.message_key, kept_out.card_id, decided_at, reach
      FROM kept_out JOIN mail USING (mail_id) JOIN decision USING (decision_id)`,
  questions: `SELECT message_key, deals FROM question JOIN mail USING (mail_id)`,
  outbox: `SELECT message_key, card_id, crm_id, intent, extent, state, must_replace FROM outbox`,
  waiting: `SELECT thread_id FROM stale_thread`,
};

/** Everything that was decided, without what names rows of this database. */
export function outcomeOf(db: ReadDb): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(OUTCOME).map(([name, text]) => [
      name,
      db
        .prepare(text)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}
