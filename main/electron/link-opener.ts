import { isOpenedScheme } from '../../app/domain/link-schemes.ts';
import type { Text } from '../../resources/text.ts';
import { dialog, shell } from './surface.ts';

/** Where a link really leads: the host as the network sees it (punycode, no user name in front), or the mail address. */
export type LinkGoal =
  | { readonly kind: 'web'; readonly host: string; readonly url: string }
  | { readonly kind: 'mail'; readonly to: string; readonly url: string };

/** Fields of a mailto link that are handed on (RFC 6068). Some mail programs would attach a file named in another. */
const MAILTO_FIELDS: readonly string[] = ['subject', 'body', 'cc'];

/** Goal of a link, or null for everything that is neither https nor mailto, which is never opened. */
export function linkGoal(link: string): LinkGoal | null {
  const url = URL.parse(link);
  if (url === null || !isOpenedScheme(url.protocol)) return null;
  if (url.protocol !== 'mailto:') return { kind: 'web', host: url.host, url: url.href };
  const fields = [...url.searchParams].filter(([name]) => MAILTO_FIELDS.includes(name.toLowerCase()));
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return { kind: 'mail', to: url.pathname, url: `mailto:${url.pathname}${query === '' ? '' : `?${query}`}` };
}

/** Opens a link outside, after the user has seen where it leads. The safe answer is the default one. */
export async function askToOpen(link: string, text: Text): Promise<void> {
  const goal = linkGoal(link);
  if (goal === null) return;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message:
      goal.kind === 'web'
        ? text.format('shell.link.ask-web', { host: goal.host })
        : text.format('shell.link.ask-mail', { to: goal.to }),
    detail: goal.url,
    buttons: [text.format('shell.link.cancel'), text.format('shell.link.open')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) await shell.openExternal(goal.url);
}
