import type { Input, Output } from '../../app/contract/api.ts';
import type { ConnectorView } from '../../app/contract/crm-views.ts';
import type { QueryName } from '../../app/contract/queries.ts';
import type { CardDetail } from '../../app/contract/card-views.ts';
import type { MailBody } from '../../app/contract/mail-views.ts';
import type { ConnectorName } from '../../app/domain/crm-account.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import type { CardId, CrmId, MailId, UnixMs } from '../../app/domain/ids.ts';
import { toWireError } from '../../app/contract/wire.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import type { Clock, CrmActivity } from '../../app/ports.ts';
import { lastAudits } from '../db/audits.ts';
import { mailBody } from '../db/mails.ts';
import { shortenedText } from '../db/shortened-texts.ts';
import { readKeeping } from '../db/text-keeping.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import type { ReadDb } from '../db/sql.ts';
import { accountAddresses } from './account-addresses.ts';
import { accountFacts } from './account-facts.ts';
import { listBlocklist, mailsOfEntry } from './blocklist-view.ts';
import { board } from './board.ts';
import { filtersView, heldBy } from './filters-view.ts';
import { identityView } from './identity-view.ts';
import { ruledMails } from './ruled-mails.ts';
import { mirroredCard } from './card-detail.ts';
import { carryRows, carryViews, type IsGoing } from './carries.ts';
import { carryPreview } from './carry-preview.ts';
import { carryReport } from './carry-report.ts';
import { crmEntries } from './crm-entries.ts';
import { deletionFacts } from './deletion-facts.ts';
import { dropTargets } from './drop-targets.ts';
import { heldMails } from './held-mails.ts';
import { listHistory } from './history.ts';
import { listActions } from './list-actions.ts';
import { listCards } from './list-cards.ts';
import { listCrms } from './list-crms.ts';
import { listLedger } from './list-ledger.ts';
import { listLinks } from './list-links.ts';
import { listOutbox } from './list-outbox.ts';
import { listThreads } from './list-threads.ts';
import { listQuestions } from './questions.ts';
import { rehearsalOf, rehearsedMails, type RehearsedCrm } from './rehearsals.ts';
import { searchMails } from './search-mails.ts';
import { threadsForDeal } from './suggest-deal-threads.ts';
import { listSuggestions, suggestionsOfThread } from './suggestions.ts';
import { snapshot } from './snapshot.ts';
import { spaceFacts } from './space-facts.ts';
import { statusFacts } from './status-facts.ts';
import { mailView, threadDetail, threadOfMail } from './thread-detail.ts';
import { whyAddress } from './why-address.ts';
import { whyCard } from './why-card.ts';
import { whyMail } from './why-mail.ts';
import { whyNamed } from './why-named.ts';
import { wordsList } from './words-list.ts';

/** A CRM as queries ask it. */
export interface AskedCrm extends RehearsedCrm {
  /** What the CRM itself says is on a card, newest first. Throws crm.*. */
  activitiesOn(cardId: CardId): Promise<readonly CrmActivity[]>;
}

export interface QueryDeps {
  readonly db: ReadDb;
  /** Called when pages from all over the store will be wanted. */
  readonly warm: () => void;
  readonly clock: Clock;
  readonly crms: {
    readonly builtin: AskedCrm;
    all(): readonly AskedCrm[];
    /** Throws input.unknown-crm. */
    named(crmId: CrmId): AskedCrm;
    ofCard(cardId: CardId): AskedCrm;
  };
  /** The earliest moment whose actions can still be taken back. */
  readonly undoableSince: () => UnixMs;
  readonly connectors: () => readonly ConnectorView[];
  readonly isCarrying: IsGoing;
  readonly capabilitiesOf: (name: ConnectorName | 'builtin') => CrmCapabilities;
}

export type QueryHandlers = {
  readonly [Name in QueryName]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>>;
};

/** The answer to every query of the contract; each reads one state of the store, whoever writes meanwhile. */
export function queryHandlers({
  db,
  warm,
  crms,
  connectors,
  capabilitiesOf,
  isCarrying,
  clock,
  undoableSince,
}: QueryDeps): QueryHandlers {
  return {
    'status.get': () => snapshot(db, () => statusFacts(db, undoableSince())),
    'accounts.list': () => snapshot(db, () => accountFacts(db)),
    'audit.last': () => lastAudits(db),
    'space.keeping': () => readKeeping(db),
    'space.get': () => spaceFacts(db),
    'accounts.addresses': ({ accountId }) => snapshot(db, () => accountAddresses(db, accountId)),
    'accounts.deletion': ({ accountId }) => snapshot(db, () => deletionFacts(db, accountId)),
    'threads.list': (input) => snapshot(db, () => listThreads(db, input)),
    'threads.get': ({ threadId }) => snapshot(db, () => threadDetail(db, threadId)),
    'threads.of': ({ mail }) => snapshot(db, () => threadOfMail(db, mail)),
    'mails.get': ({ mail }) => snapshot(db, () => mailView(db, mail)),
    'mails.body': ({ mailId }) => bodyOf(db, mailId),
    'mails.search': ({ text, limit }) => {
      warm();
      return snapshot(db, () => searchMails(db, { text, limit, now: clock.now() }));
    },
    'mails.why': ({ mail }) => snapshot(db, () => whyMail(db, mail)),
    'cards.why': ({ cardId }) => snapshot(db, () => whyCard(db, resolveCardId(db, cardId))),
    'addresses.why': ({ address }) => snapshot(db, () => whyAddress(db, address, clock.now())),
    'names.why': ({ name }) => snapshot(db, () => whyNamed(db, name, clock.now())),
    'cards.list': (input) => snapshot(db, () => listCards(db, input)),
    'cards.get': async ({ cardId }) => cardDetail(db, crms, cardId),
    'cards.targets': (input) => snapshot(db, () => dropTargets(db, input)),
    'board.get': () => snapshot(db, () => board(db)),
    'questions.list': (order) => snapshot(db, () => listQuestions(db, order)),
    'suggestions.list': ({ limit }) => snapshot(db, () => listSuggestions(db, limit, clock.now())),
    'suggestions.of-thread': ({ threadId }) => snapshot(db, () => suggestionsOfThread(db, threadId)),
    'suggestions.of-card': ({ cardId }) =>
      snapshot(db, () => threadsForDeal(db, resolveCardId(db, cardId), clock.now())),
    'links.list': (input) => snapshot(db, () => listLinks(db, input)),
    'outbox.list': ({ limit }) => listOutbox(db, limit),
    'crms.connectors': connectors,
    'crms.list': () => snapshot(db, () => listCrms(db, capabilitiesOf, clock.now())),
    'carries.list': () => snapshot(db, () => carryViews(db, isCarrying)),
    'carries.rows': (input) => snapshot(db, () => carryRows(db, input)),
    'carries.preview': (name) => {
      const { capabilities } = crms.named(name.toId);
      return snapshot(db, () => carryPreview(db, name, capabilities));
    },
    'carries.report': (name) => snapshot(db, () => carryReport(db, name, isCarrying)),
    'ledger.list': (input) => snapshot(db, () => listLedger(db, input)),
    'actions.list': ({ limit }) => snapshot(db, () => listActions(db, limit, undoableSince())),
    'history.list': (input) => snapshot(db, () => listHistory(db, input, undoableSince())),
    'held.list': ({ limit }) => snapshot(db, () => heldMails(db, limit)),
    'words.list': () => snapshot(db, () => wordsList(db)),
    'rehearsal.get': () => snapshot(db, () => crms.all().map((crm) => rehearsalOf(db, crm))),
    'rehearsal.mails': ({ crmId, set, limit }) => {
      const crm = crms.named(crmId);
      return snapshot(db, () => rehearsedMails(db, crm, set, limit));
    },
    'identity.get': () => snapshot(db, () => identityView(db)),
    'filters.get': ({ since }) => snapshot(db, () => filtersView(db, crms.all(), since)),
    'filters.mails': ({ filter, ...paging }) =>
      snapshot(db, () => ruledMails(db, heldBy(db, crms.all(), filter), paging)),
    'blocklist.list': () => snapshot(db, () => listBlocklist(db)),
    'blocklist.mails': ({ entryId, ...paging }) =>
      snapshot(db, () => ruledMails(db, mailsOfEntry(db, entryId), paging)),
  };
}

async function cardDetail(db: ReadDb, crms: QueryDeps['crms'], cardId: string): Promise<CardDetail> {
  const mirrored = snapshot(db, () => mirroredCard(db, resolveCardId(db, cardId)));
  try {
    const activities = await crms.ofCard(mirrored.card.id).activitiesOn(mirrored.card.id);
    return { ...mirrored, atCrm: snapshot(db, () => crmEntries(db, mirrored.card.id, activities)) };
  } catch (error) {
    return { ...mirrored, atCrm: [], crmError: toWireError(toMailpinError(error)) };
  }
}

function bodyOf(db: ReadDb, mailId: MailId): MailBody {
  const body = mailBody(db, mailId);
  if (body === null) throw new MailpinError('input.unknown-mail', { mail: mailId });
  return { mailId, ...body, shortened: shortenedText(db, mailId) };
}
