/** A CRM elsewhere, over arrays: keeps its state, and fails as it is told to. For tests. */
import type { Activity } from '../../../app/domain/activity.ts';
import { EMPTY_CARD, type Card } from '../../../app/domain/card.ts';
import type { ActivityId, CardId, CrmId, MessageKey } from '../../../app/domain/ids.ts';
import { MailpinError, type ErrorCode } from '../../../app/errors.ts';
import { BUILTIN_CAPABILITIES, type CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { answer } from './answer.ts';
import { minute } from './array-source.ts';

export interface ArrayCrm extends CrmConnector {
  /** Fails the next attach to a card: before it takes effect, or after. */
  failAttach(cardId: CardId, code: ErrorCode, when: 'before' | 'after'): void;
  /** The next call is answered with this pause. */
  slowDown(code: 'crm.rate-limited' | 'crm.quota-exhausted', retryAfterMs: number): void;
  /** Called while an attach is under way, after it took effect. */
  duringAttach(meanwhile: () => void): void;
  /** What came last. */
  readonly lastActivity: () => Activity | undefined;
  /** Activities on a card, copies included. */
  subjectsOn(cardId: CardId): readonly string[];
  readonly calls: string[];
}

export function arrayCrm(cards: readonly Card[], limits: Partial<CrmCapabilities> = {}): ArrayCrm {
  const activities: { readonly id: ActivityId; readonly cardId: CardId; readonly activity: Activity }[] = [];
  const failures = new Map<CardId, { readonly code: ErrorCode; readonly when: 'before' | 'after' }>();
  const calls: string[] = [];
  let pause: MailpinError | null = null;
  let meanwhile: () => void = () => undefined;

  const find = (key: MessageKey, cardId: CardId) =>
    activities.find((one) => one.activity.key === key && one.cardId === cardId);
  const failIf = (cardId: CardId, when: 'before' | 'after'): void => {
    const failure = failures.get(cardId);
    if (failure?.when !== when) return;
    failures.delete(cardId);
    throw new MailpinError(failure.code, { card: cardId, ambiguous: when === 'after' ? 1 : 0 });
  };

  return {
    id: 'array' as CrmId,
    capabilities: {
      ...BUILTIN_CAPABILITIES,
      dedupe: 'lookup',
      detach: 'unlink',
      isLocal: false,
      ...limits,
    },
    check: () => answer(() => ({ user: 'sally' })),
    changes: (cursor) =>
      answer(() => ({ isFromStart: false, cards: cursor === null ? cards : [], stages: [], cursor: '1' })),
    findActivity: (key, cardId) =>
      answer(() => {
        calls.push('find');
        return find(key, cardId)?.id ?? null;
      }),
    attach: (activity, cardId) =>
      answer(() => {
        calls.push('attach');
        if (pause !== null) {
          const error = pause;
          pause = null;
          throw error;
        }
        failIf(cardId, 'before');
        const id = `activity-${String(activities.length + 1)}` as ActivityId;
        activities.push({ id, cardId, activity });
        meanwhile();
        meanwhile = () => undefined;
        failIf(cardId, 'after');
        return { outcome: 'created', activityId: id };
      }),
    detach: (key, cardId) =>
      answer(() => {
        calls.push('detach');
        const standing = find(key, cardId);
        if (standing === undefined) return 'was-not-linked';
        activities.splice(activities.indexOf(standing), 1);
        return 'unlinked';
      }),
    activitiesOn: (cardId) =>
      answer(() =>
        activities
          .filter((one) => one.cardId === cardId)
          .map(({ id, activity: { key, subject, sentAt } }) => ({
            activityId: id,
            key,
            isOurs: true,
            subject,
            sentAt,
          })),
      ),
    slowDown(code, retryAfterMs) {
      pause = new MailpinError(code, { retryAfterMs });
    },
    lastActivity: () => activities.at(-1)?.activity,
    failAttach: (cardId, code, when) => void failures.set(cardId, { code, when }),
    duringAttach: (work) => void (meanwhile = work),
    subjectsOn: (cardId) => activities.filter((one) => one.cardId === cardId).map(({ activity }) => activity.subject),
    calls,
  };
}

/** A contact of the CRM above. */
export function contactCard(remoteId: string, address: string): Card {
  return {
    id: `array:contact:${remoteId}` as CardId,
    kind: 'contact',
    name: remoteId,
    crmId: 'array' as CrmId,
    remoteId,
    ...EMPTY_CARD,
    addresses: [{ address: address as Card['addresses'][number]['address'], isPrimary: true }],
    updatedAt: minute(0),
  };
}
