/** Every command of `mailpin`, in the order in which help lists them. */
import type { Command } from './command.ts';
import { accountAdd } from './commands/account-add.ts';
import { accountChange } from './commands/account-change.ts';
import { accountDelete } from './commands/account-delete.ts';
import { accountDisconnect } from './commands/account-disconnect.ts';
import { accountList } from './commands/account-list.ts';
import { accountReconnect } from './commands/account-reconnect.ts';
import { accountSignIn } from './commands/account-sign-in.ts';
import { attach } from './commands/attach.ts';
import { audit } from './commands/audit.ts';
import { block, blocklistList, blocklistShow, protect, unblock, unprotect } from './commands/blocklist.ts';
import { carry } from './commands/carry.ts';
import { carryGo, carryReport } from './commands/carry-go.ts';
import { carryMatch } from './commands/carry-match.ts';
import { cardImport } from './commands/card-import.ts';
import { cardMakeContact, cardMakeLead } from './commands/card-make.ts';
import { cardList } from './commands/card-list.ts';
import { cardShow } from './commands/card-show.ts';
import { decisionsExport } from './commands/decisions-export.ts';
import { decisionsImport } from './commands/decisions-import.ts';
import { crmAdd } from './commands/crm-add.ts';
import { crmSignIn } from './commands/crm-sign-in.ts';
import { crmList } from './commands/crm-list.ts';
import { crmShow } from './commands/crm-show.ts';
import { outboxList, outboxRetry } from './commands/outbox.ts';
import { crmCheck, crmDisconnect, crmLoad } from './commands/crm-verbs.ts';
import { demo } from './commands/demo.ts';
import { detach } from './commands/detach.ts';
import { extent } from './commands/extent.ts';
import { filterAllow, filterDisallow, filterList, filterShow } from './commands/filter.ts';
import { held, heldKeep, heldRelease } from './commands/held.ts';
import { helpOn } from './commands/help.ts';
import { history } from './commands/history.ts';
import { identityDomain, identityFreeMail, identityList, identitySet } from './commands/identity.ts';
import { ledger, ledgerTakeBack } from './commands/ledger.ts';
import { join, part } from './commands/join.ts';
import { links } from './commands/links.ts';
import { mailboxAdd } from './commands/mailbox-add.ts';
import { mailboxList } from './commands/mailbox-list.ts';
import { mailboxRemove } from './commands/mailbox-remove.ts';
import { parse } from './commands/parse.ts';
import { push } from './commands/push.ts';
import { questions } from './commands/questions.ts';
import { rehearsal, rehearsalGo, rehearsalOff, rehearsalOn } from './commands/rehearsal.ts';
import { search } from './commands/search.ts';
import { show } from './commands/show.ts';
import { space, spaceCompact, spaceFetch } from './commands/space.ts';
import { spaceKeep } from './commands/space-keep.ts';
import { status } from './commands/status.ts';
import { suggestionsDismiss, suggestionsList } from './commands/suggestions.ts';
import { syncPause } from './commands/sync-pause.ts';
import { syncResume } from './commands/sync-resume.ts';
import { sync } from './commands/sync.ts';
import { threads } from './commands/threads.ts';
import { undo } from './commands/undo.ts';
import { why } from './commands/why.ts';
import { wordsAdd, wordsList, wordsRemove } from './commands/words.ts';

const WORKING = [
  ...[accountAdd, accountList, accountSignIn, accountChange, accountDisconnect, accountReconnect, accountDelete],
  ...[mailboxList, mailboxAdd, mailboxRemove, audit],
  ...[space, spaceKeep, spaceFetch, spaceCompact],
  ...[cardImport, cardList, cardShow, cardMakeLead, cardMakeContact],
  ...[crmAdd, crmSignIn, crmList, crmShow, crmCheck, crmLoad, crmDisconnect],
  ...[carry, carryMatch, carryGo, carryReport],
  ...[ledger, ledgerTakeBack, outboxList, outboxRetry],
  ...[sync, syncPause, syncResume],
  ...[threads, show, search, attach, detach, undo, history, links, questions, extent],
  ...[suggestionsList, suggestionsDismiss, join, part],
  ...[identityList, identitySet, identityDomain, identityFreeMail],
  ...[filterList, filterShow, filterAllow, filterDisallow],
  ...[block, protect, unblock, unprotect, blocklistList, blocklistShow],
  ...[held, heldRelease, heldKeep, wordsList, wordsAdd, wordsRemove],
  ...[rehearsal, rehearsalOn, rehearsalOff, rehearsalGo, push, why, parse, status],
  ...[decisionsExport, decisionsImport, demo],
];

export const COMMANDS: readonly Command[] = [...WORKING, helpOn(WORKING)];
