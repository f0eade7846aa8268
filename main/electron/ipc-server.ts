import { CALL_CHANNEL } from '../../app/contract/bridge.ts';
import { isCallName, parseInput } from '../../app/contract/schema.ts';
import { toWireError, type Result } from '../../app/contract/wire.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import { isOwnUrl } from './app-origin.ts';
import type { EngineHost } from './engine-host.ts';
import { ipcMain, type CallEvent } from './surface.ts';

/**
 * Answers the page. Every call passes here: who asks is checked, then what is asked, and only then the engine hears of it.
 *
 * @param choosePath asks the user where to save an attachment; the page only proposes a name and never a place.
 *   Null when the user thinks better of it.
 */
export function servePage(
  engine: Pick<EngineHost, 'call'>,
  choosePath: (proposedName: string) => Promise<string | null>,
): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name, input): Promise<Result<unknown>> => {
    try {
      if (!isTrustedSender(event)) throw new MailpinError('input.invalid', { field: 'sender' });
      if (!isCallName(name)) throw new MailpinError('input.invalid', { field: 'name' });
      if (name !== 'attachments.save') return await engine.call(name, parseInput(name, input));
      const { path: proposed, ...attachment } = parseInput(name, input);
      const path = await choosePath(proposed);
      if (path === null) throw new MailpinError('cancelled');
      return await engine.call(name, { ...attachment, path });
    } catch (thrown) {
      return { ok: false, error: toWireError(toMailpinError(thrown)) };
    }
  });
}

/** Our own page in the top frame of a window; a mail shown in a frame within it is not trusted. */
function isTrustedSender({ senderFrame }: CallEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnUrl(senderFrame.url);
}
