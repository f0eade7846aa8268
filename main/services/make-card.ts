import { createHash } from 'node:crypto';
import type { Input } from '../../app/contract/api.ts';
import type { MadeCard } from '../../app/contract/suggestion-views.ts';
import { canonicalAddress } from '../../app/domain/address.ts';
import type { CardDraft, CardKind } from '../../app/domain/card.ts';
import type { ActionId, CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { matchAddress } from '../../app/rules/match-addresses.ts';
import { proposeCard } from '../../app/rules/suggest-people.ts';
import { insertAction, setActionMailCount } from '../db/actions.ts';
import { cardById } from '../db/cards.ts';
import { displayNameOf } from '../db/display-names.ts';
import { insertMadeCard } from '../db/made-cards.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { readWorld } from '../db/world.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { pullCards } from './pull-cards.ts';

const ID_DIGITS = 10;

/**
 * Makes a lead or contact of somebody who has no card, with a new company where one is named, and matches their mail.
 * Throws input.invalid, input.has-card, input.unknown-card, input.ambiguous, crm.*.
 */
export async function makeCard(
  deps: Deps,
  crm: CrmConnector & CardKeeper,
  order: Input<'cards.make'>,
): Promise<MadeCard> {
  const { db } = deps.store;
  await pullCards(deps, crm);
  const address = canonicalAddress(order.address);
  if (address === null) throw new MailpinError('input.invalid', { field: 'address' });
  const world = readWorld(db);
  const [known] = matchAddress(address, world, true)?.matches ?? [];
  if (known !== undefined) throw new MailpinError('input.has-card', { address, card: known.card.name });
  const proposed = proposeCard({ address, displayName: displayNameOf(db, address) }, world);
  const made = order.companyName === undefined ? null : newCompany(crm.id, order.companyName, proposed.domain);
  const named = order.company === undefined ? (proposed.company?.id ?? null) : order.company;
  const companyId = made?.id ?? (named === null ? null : resolveCardId(db, named));
  const person: CardDraft = {
    ...emptyDraft(crm.id, order.kind, address),
    name: order.name ?? proposed.name,
    addresses: [{ address, isPrimary: true }],
    companyId: order.kind === 'contact' ? companyId : null,
    createdAt: deps.clock.now(),
  };
  const cards = made === null ? [person] : [made, person];
  const standing = new Set(cards.filter(({ id }) => cardById(db, id)?.goneAt === null).map(({ id }) => id));
  await crm.putCards(cards);
  await pullCards(deps, crm);
  const relinkedMails = await matchStaleThreads(deps);
  const newIds = cards.map(({ id }) => id).filter((id) => !standing.has(id));
  const actionId = deps.store.write((tx) => writeMaking(tx, person.name, newIds, relinkedMails, deps.clock.now()));
  return { cardId: person.id, companyId: person.companyId, relinkedMails, actionId };
}

function writeMaking(
  tx: Transaction,
  name: string,
  madeIds: readonly CardId[],
  mailCount: number,
  now: UnixMs,
): ActionId {
  const actionId = insertAction(tx.db, { kind: 'card', verdict: null, reach: null, subject: name, actedAt: now });
  for (const cardId of madeIds) insertMadeCard(tx.db, actionId, cardId);
  setActionMailCount(tx.db, actionId, mailCount);
  // The list of actions is read again.
  tx.changes.isOutboxChanged = true;
  return actionId;
}

function newCompany(crmId: CrmId, name: string, domain: string | null): CardDraft {
  return { ...emptyDraft(crmId, 'company', domain ?? name), name, domains: domain === null ? [] : [domain] };
}

/** The id follows from what the card is made of, so that making it twice makes one card. */
function emptyDraft(crmId: CrmId, kind: CardKind, madeOf: string): CardDraft {
  const remoteId = createHash('sha256').update(`${kind} ${madeOf}`).digest('hex').slice(0, ID_DIGITS);
  return {
    id: `${crmId}:${kind}:${remoteId}` as CardId,
    kind,
    remoteId,
    name: '',
    addresses: [],
    domains: [],
    companyId: null,
    peopleIds: [],
    value: null,
    ownerName: null,
    convertedToId: null,
    createdAt: null,
    closedAt: null,
    status: null,
    stage: null,
  };
}
