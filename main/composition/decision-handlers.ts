import type { CommandName } from '../../app/contract/commands.ts';
import type { ActionView } from '../../app/contract/action-views.ts';
import type { ActionId, CrmId } from '../../app/domain/ids.ts';
import type { Deps } from '../services/deps.ts';
import { editPrivateAddress, editWord } from '../services/edit-words.ts';
import { exportDecisions } from '../services/export-decisions.ts';
import { importDecisions } from '../services/import-decisions.ts';
import { setExtent } from '../services/set-extent.ts';
import { sayGo, setRehearsal } from '../services/set-rehearsal.ts';
import { undoAction } from '../services/undo-action.ts';
import { undoSince } from '../services/undo-since.ts';
import type { CommandHandlers } from './handler-map.ts';
import type { Crms } from './crms.ts';
import type { Watchers } from './watchers.ts';

export interface DecisionParts {
  readonly deps: Deps;
  readonly crms: Pick<Crms, 'named' | 'builtin'>;
  readonly watchers: Pick<Watchers, 'restartAll'>;
  readonly actionsNamed: (actionIds: readonly ActionId[]) => readonly ActionView[];
}

type DecisionCommand = Extract<CommandName, `actions.${string}` | 'extents.set' | `decisions.${string}`> | RuleCommand;
type RuleCommand = Extract<CommandName, `words.${string}` | `rehearsal.${string}`>;

/** Taking back, how much may leave, decisions of other computers, and what must wait for the user. */
export function decisionHandlers({
  deps,
  crms,
  watchers,
  actionsNamed,
}: DecisionParts): Pick<CommandHandlers, DecisionCommand> {
  const refuseUnknown = (crmId: CrmId): void => {
    crms.named(crmId);
  };
  return {
    async 'actions.undo'({ actionId, isConfirmed = false }) {
      const { outcome, isMailFreed } = await undoAction(deps, crms.builtin, actionId ?? null, isConfirmed);
      if (isMailFreed) await watchers.restartAll();
      return outcome;
    },
    async 'actions.undo-since'({ since, isPreview }) {
      const { actionIds, mailCount, isMailFreed } = await undoSince(deps, crms.builtin, since, isPreview);
      if (isMailFreed) await watchers.restartAll();
      return { actions: actionsNamed(actionIds), mailCount, isPreview };
    },
    'extents.set': (order) => setExtent(deps, order),
    'decisions.export': ({ path }) => exportDecisions(deps, path),
    'decisions.import': ({ path, isPreview }) => importDecisions(deps, path, isPreview),
    'words.add'(order) {
      editWord(deps, order, true);
      return null;
    },
    'words.remove'(order) {
      editWord(deps, order, false);
      return null;
    },
    'words.add-address'({ address }) {
      editPrivateAddress(deps, address, true);
      return null;
    },
    'words.remove-address'({ address }) {
      editPrivateAddress(deps, address, false);
      return null;
    },
    'rehearsal.set'({ crmId, isOn }) {
      refuseUnknown(crmId);
      setRehearsal(deps, crmId, isOn);
      return null;
    },
    'rehearsal.go'({ crmId }) {
      refuseUnknown(crmId);
      sayGo(deps, crmId);
      return null;
    },
  };
}
