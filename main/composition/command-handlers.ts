import type { CarryProgress } from '../../app/contract/carry-views.ts';
import type { AuditProgress } from '../../app/contract/audit-views.ts';
import type { ActionView } from '../../app/contract/action-views.ts';
import type { MailboxFacts } from '../../app/contract/status-views.ts';
import type { AccountId, ActionId } from '../../app/domain/ids.ts';
import { attachMails } from '../services/attach-mails.ts';
import { changeRules, previewRules } from '../services/change-rules.ts';
import type { MailDeps } from '../services/deps.ts';
import { detachMails, previewDetach } from '../services/detach-mails.ts';
import { importCards } from '../services/import-cards.ts';
import { dismiss } from '../services/dismiss-suggestion.ts';
import { joinThreads, partThreads } from '../services/join-threads.ts';
import { makeCard } from '../services/make-card.ts';
import { moveDeal } from '../services/move-deal.ts';
import { fetchPictures } from '../services/fetch-pictures.ts';
import { openAttachedMail } from '../services/open-attached-mail.ts';
import { retryEntry } from '../services/retry-entry.ts';
import { saveAttachment } from '../services/save-attachment.ts';
import { takeBack } from '../services/take-back.ts';
import { accountHandlers } from './account-handlers.ts';
import type { AccountWork } from './account-work.ts';
import { carryHandlers, type CarryRun } from './carry-handlers.ts';
import { crmHandlers } from './crm-handlers.ts';
import type { Crms } from './crms.ts';
import { decisionHandlers } from './decision-handlers.ts';
import type { Drainers } from './drainers.ts';
import type { CommandHandlers } from './handler-map.ts';
import type { OwedTexts } from './owed-texts.ts';
import { spaceHandlers } from './space-handlers.ts';
import type { SpaceJobs } from './space-jobs.ts';
import type { Nightly } from './nightly.ts';
import type { Watchers } from './watchers.ts';

export interface CommandParts {
  readonly deps: MailDeps;
  readonly crms: Crms;
  readonly drainer: Drainers;
  readonly watchers: Watchers;
  readonly work: AccountWork;
  readonly nights: Nightly;
  readonly jobs: SpaceJobs;
  readonly owed: OwedTexts;
  readonly carrying: CarryRun;
  readonly tellCarry: (progress: CarryProgress) => void;
  readonly tellAudit: (progress: AuditProgress) => void;
  readonly mailboxFacts: (accountId: AccountId) => readonly MailboxFacts[];
  readonly actionsNamed: (actionIds: readonly ActionId[]) => readonly ActionView[];
  /** Aborted when the engine stops. */
  readonly signal: AbortSignal;
}

/** What carries out every command of the contract. */
export function commandHandlers(parts: CommandParts): CommandHandlers {
  const { deps, crms, drainer, watchers, work, nights, mailboxFacts, actionsNamed, signal } = parts;
  const crm = crms.builtin;
  return {
    ...accountHandlers({ deps, watchers, work, mailboxFacts, tellAudit: parts.tellAudit, signal }),
    ...decisionHandlers({ deps, crms, watchers, actionsNamed }),
    ...crmHandlers({ deps, crms, drainer, signal }),
    ...carryHandlers({ deps, crms, drainer, carrying: parts.carrying, tell: parts.tellCarry }),
    ...spaceHandlers({ deps, jobs: parts.jobs, signal }),
    'sync.start'() {
      watchers.start();
      nights.start();
      return null;
    },
    async 'sync.stop'() {
      await watchers.stop();
      await nights.stop();
      return null;
    },
    'cards.import': ({ rows }) => importCards(deps, crm, rows),
    async 'cards.move'(order) {
      await moveDeal(deps, crm, order);
      return null;
    },
    'cards.make': (order) => makeCard(deps, crm, order),
    'suggestions.dismiss'({ key }) {
      dismiss(deps, key);
      return null;
    },
    'threads.join': (order) => joinThreads(deps, order),
    'threads.part': (order) => partThreads(deps, order),
    'links.attach': (order) => attachMails(deps, order),
    'links.detach': (order) => detachMails(deps, order),
    'links.preview-detach': (order) => previewDetach(deps, order),
    'rules.preview': ({ change }) => previewRules(deps, change),
    async 'rules.change'(order) {
      const outcome = await changeRules(deps, order);
      // Mail that is kept again is fetched now, and not with the next new mail.
      if (order.change.kind === 'unlist') await watchers.restartAll();
      return outcome;
    },
    async 'outbox.drain'() {
      await parts.owed.fetch();
      return await drainer.drain();
    },
    'outbox.retry'({ outboxId }) {
      retryEntry(deps, outboxId);
      return null;
    },
    'ledger.take-back': (order) => takeBack(deps, order),
    'attachments.open': (order) => openAttachedMail(deps, order, signal),
    'mails.pictures': ({ mailId }) => fetchPictures(deps, mailId, signal),
    'attachments.save': (order) => saveAttachment(deps, order, signal),
  };
}
