import { useWindow } from '../../state/window-context.tsx';
import { ChangeServerDialog } from '../account/change-server.tsx';
import { DeleteAccountDialog } from '../account/delete-account.tsx';
import { ReconnectDialog } from '../account/reconnect.tsx';
import { AddAccountDialog } from '../accounts/add-account.tsx';
import { SignInDialog } from '../accounts/sign-in.tsx';
import { ImportDialog } from '../decisions/import-dialog.tsx';
import { DetachDialog } from '../detach/detach-dialog.tsx';
import { HelpDialog } from '../help/help-dialog.tsx';
import { UndoDialog } from '../decisions/undo-dialog.tsx';
import { RuleChangeDialog } from '../rules/rule-change-dialog.tsx';
import { AttachedMailDialog } from '../thread/attached-mail.tsx';
import { Palette } from '../palette/palette.tsx';

export function OpenDialog() {
  const { dialog } = useWindow().state;
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'help':
      return <HelpDialog />;
    case 'palette':
      return <Palette />;
    case 'add-account':
      return <AddAccountDialog source={dialog.source} />;
    case 'sign-in':
      return <SignInDialog accountId={dialog.accountId} />;
    case 'import-decisions':
      return <ImportDialog />;
    case 'reconnect':
      return <ReconnectDialog accountId={dialog.accountId} />;
    case 'attached-mail':
      return <AttachedMailDialog key={dialog.part} mailId={dialog.mailId} part={dialog.part} />;
    case 'change-server':
      return <ChangeServerDialog accountId={dialog.accountId} />;
    case 'delete-account':
      return <DeleteAccountDialog accountId={dialog.accountId} />;
    case 'detach':
      return <DetachDialog request={dialog.request} />;
    case 'undo':
      return <UndoDialog actionId={dialog.actionId} counts={dialog.counts} />;
    case 'rule-change':
      return <RuleChangeDialog change={dialog.change} preview={dialog.preview} />;
  }
}
