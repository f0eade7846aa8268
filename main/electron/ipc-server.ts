import type { CallName, Input } from '../../app/contract/api.ts';
import { CALL_CHANNEL } from '../../app/contract/bridge.ts';
import { isCallName, parseInput } from '../../app/contract/schema.ts';
import { toWireError, type Result } from '../../app/contract/wire.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import { isOwnUrl } from './app-origin.ts';
import type { EngineHost } from './engine-host.ts';
import { ipcMain, type CallEvent } from './surface.ts';

/** The user's word on where files lie; null when they think better of it. */
export interface FileQuestions {
  /** Where to save; the page only proposes a name and never a place. */
  readonly choosePath: (proposedName: string) => Promise<string | null>;
  /** Which file to read. */
  readonly chooseFile: () => Promise<string | null>;
}

/** Answers the page. Every call passes here: who asks is checked, then what is asked, and only then the engine hears of it. */
export function servePage(engine: Pick<EngineHost, 'call'>, questions: FileQuestions): void {
  const withPlace = withPlaceOfUser(questions);
  ipcMain.handle(CALL_CHANNEL, async (event, name, input): Promise<Result<unknown>> => {
    try {
      if (!isTrustedSender(event)) throw new MailpinError('input.invalid', { field: 'sender' });
      if (!isCallName(name)) throw new MailpinError('input.invalid', { field: 'name' });
      return await engine.call(name, await withPlace(name, parseInput(name, input)));
    } catch (thrown) {
      return { ok: false, error: toWireError(toMailpinError(thrown)) };
    }
  });
}

/** Puts the place that the user chooses into a call that reads or writes a file. What was previewed is what is taken over. */
function withPlaceOfUser({ choosePath, chooseFile }: FileQuestions) {
  let previewed: string | null = null;
  return async (name: CallName, input: Input<CallName>): Promise<Input<CallName>> => {
    if (!('path' in input) || input.path === undefined) return input;
    if (name === 'decisions.import') {
      if ('isPreview' in input && input.isPreview) previewed = await chooseFile();
      return { ...input, path: chosen(previewed) };
    }
    return { ...input, path: chosen(await choosePath(input.path)) };
  };
}

function chosen(path: string | null): string {
  if (path === null) throw new MailpinError('cancelled');
  return path;
}

/** Our own page in the top frame of a window; a mail shown in a frame within it is not trusted. */
function isTrustedSender({ senderFrame }: CallEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnUrl(senderFrame.url);
}
