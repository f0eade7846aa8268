/**
 * A mail's HTML made harmless: DOMPurify first, then what a reader does not need is taken out and the quoted history is
 * folded. The frame that shows it runs no scripts and loads nothing; this is the first of the two walls.
 */
import DOMPurify from 'dompurify';
import { foldHtmlQuote } from './fold-html-quote.ts';

export interface CleanHtml {
  readonly html: string;
  /** Pictures that would be fetched from a server, which tells the sender that the mail was read. */
  readonly remoteCount: number;
  /** Pictures that the mail carries itself, by Content-ID (RFC 2392); they stand without a source until they are there. */
  readonly ownCount: number;
  /** The mail paints itself; it is shown on white paper, as its writer saw it. */
  readonly isColoured: boolean;
}

const FORBIDDEN_TAGS = [
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'option',
  'iframe',
  'frame',
  'object',
  'embed',
  'link',
  'meta',
  'base',
  'audio',
  'video',
  'source',
  'track',
  'svg',
  'math',
  'dialog',
  'marquee',
  'template',
];
const FORBIDDEN_ATTRIBUTES = [
  'srcset',
  'sizes',
  'background',
  'poster',
  'action',
  'formaction',
  'id',
  'name',
  'autofocus',
  'tabindex',
  'contenteditable',
  'popover',
];
/** Names the picture of the mail that belongs in a place. A mail's own attributes of that kind were taken out before. */
export const PICTURE = 'data-picture';
const REMOTE = /^(https?:)?\/\//i;
const COLOURS = /(?:^|[^-\w])(?:background(?:-color)?|color)\s*[:=]|bgcolor/i;

export function cleanHtml(
  hostile: string,
  { isRemoteShown, quoteLabel }: Readonly<{ isRemoteShown: boolean; quoteLabel: string }>,
): CleanHtml {
  const safe = DOMPurify.sanitize(hostile, {
    FORBID_TAGS: FORBIDDEN_TAGS,
    FORBID_ATTR: FORBIDDEN_ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    FORCE_BODY: true,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|gif|jpe?g|webp);|\/\/)/i,
  });
  const page = new DOMParser().parseFromString(`<body>${safe}`, 'text/html');
  const { remoteCount, ownCount } = settlePictures(page, isRemoteShown);
  for (const link of page.querySelectorAll('a[href]')) link.setAttribute('title', link.getAttribute('href') ?? '');
  foldHtmlQuote(page, quoteLabel);
  return { html: page.body.innerHTML, remoteCount, ownCount, isColoured: COLOURS.test(safe) };
}

/** Leaves pictures that are in the mail, takes out those that are elsewhere unless the user asked for them. */
function settlePictures(
  page: Document,
  isRemoteShown: boolean,
): { readonly remoteCount: number; readonly ownCount: number } {
  let remoteCount = 0;
  let ownCount = 0;
  for (const picture of page.querySelectorAll('img')) {
    const source = picture.getAttribute('src') ?? '';
    if (source.startsWith('data:')) continue;
    const contentId = contentIdOf(source);
    if (contentId !== null) {
      ownCount += 1;
      picture.removeAttribute('src');
      picture.setAttribute(PICTURE, contentId);
      continue;
    }
    if (!REMOTE.test(source)) {
      picture.remove();
      continue;
    }
    remoteCount += 1;
    if (isRemoteShown) picture.setAttribute('src', source.replace(/^(http:)?\/\//i, 'https://'));
    else picture.remove();
  }
  return { remoteCount, ownCount };
}

/** The Content-ID that `cid:logo%40example.com` means; null for any other address. */
function contentIdOf(source: string): string | null {
  const [, id] = /^cid:(.+)$/is.exec(source.trim()) ?? [];
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch (error) {
    // A bare percent sign: not encoded at all.
    if (error instanceof URIError) return id;
    throw error;
  }
}
