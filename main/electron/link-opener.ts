import { dialog, shell } from './surface.ts';
import type { Text } from '../../resources/text.ts';

/** Where a link really leads: the host as the network sees it (punycode, no user name in front), or the mail address. */
export type LinkGoal = { readonly kind: 'web'; readonly host: string } | { readonly kind: 'mail'; readonly to: string };

/** Goal of a link, or null for everything that is neither https nor mailto, which is never opened. */
export function linkGoal(url: string): LinkGoal | null {
  const parsed = URL.parse(url);
  if (parsed?.protocol === 'https:') return { kind: 'web', host: parsed.host };
  if (parsed?.protocol === 'mailto:') return { kind: 'mail', to: decodeURI(parsed.pathname) };
  return null;
}

/** Opens a link outside, after the user has seen where it leads. The safe answer is the default one. */
export async function askToOpen(url: string, text: Text): Promise<void> {
  const goal = linkGoal(url);
  if (goal === null) return;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message:
      goal.kind === 'web'
        ? text.format('shell.link.ask-web', { host: goal.host })
        : text.format('shell.link.ask-mail', { to: goal.to }),
    detail: url,
    buttons: [text.format('shell.link.cancel'), text.format('shell.link.open')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) await shell.openExternal(url);
}
