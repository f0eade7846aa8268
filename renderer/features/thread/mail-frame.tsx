import { useEffect, useEffectEvent, useRef } from 'react';
import { forwardKeys } from '../../keys/forward-keys.ts';
import { PICTURE } from './mail-html.ts';
import { useOpenLink } from './use-open-link.ts';

type MailFrameProps = Readonly<{
  html: string;
  title: string;
  isRemoteShown: boolean;
  isColoured: boolean;
  /** The pictures of the mail by Content-ID, as `data:` addresses; they may come later than the mail. */
  pictures: ReadonlyMap<string, string>;
}>;

/**
 * A mail's HTML in a frame of its own. The frame has no scripts; the same origin only lets the window measure it, hear keys
 * and catch clicks on links. Its policy (see `public/mail-frame*.html`) loads no pictures, or pictures only.
 */
export function MailFrame({ html, title, isRemoteShown, isColoured, pictures }: MailFrameProps) {
  const ref = useRef<HTMLIFrameElement>(null);
  const openLink = useOpenLink();
  const onLink = useEffectEvent((url: string) => openLink(url));
  const onFilled = useEffectEvent((page: Document) => showPictures(page, pictures));
  useEffect(() => {
    const frame = ref.current;
    if (frame === null) return;
    const write = () =>
      fill(frame, { html, isColoured, onLink: (url) => onLink(url), onFilled: (page) => onFilled(page) });
    let leave = write();
    const onLoad = () => {
      leave();
      leave = write();
    };
    frame.addEventListener('load', onLoad);
    return () => {
      frame.removeEventListener('load', onLoad);
      leave();
    };
  }, [html, isColoured, isRemoteShown]);
  useEffect(() => {
    const page = ref.current?.contentDocument ?? null;
    if (page !== null) showPictures(page, pictures);
  }, [pictures]);
  return (
    <iframe
      key={String(isRemoteShown)}
      ref={ref}
      className={`mail-frame ${isColoured ? 'mail-frame-paper' : ''}`}
      title={title}
      sandbox="allow-same-origin"
      src={`${import.meta.env.BASE_URL}${isRemoteShown ? 'mail-frame-pictures' : 'mail-frame'}.html`}
    />
  );
}

type Filling = Readonly<{
  html: string;
  isColoured: boolean;
  onLink: (url: string) => void;
  onFilled: (page: Document) => void;
}>;

/** Puts the pictures that are there in their places. */
function showPictures(page: Document, pictures: ReadonlyMap<string, string>): void {
  for (const place of page.querySelectorAll(`img[${PICTURE}]`)) {
    const source = pictures.get(place.getAttribute(PICTURE) ?? '');
    if (source !== undefined) place.setAttribute('src', source);
  }
}

/** Writes the mail into a loaded frame and keeps the frame as high as the mail. Returns how to stop. */
function fill(frame: HTMLIFrameElement, { html, isColoured, onLink, onFilled }: Filling): () => void {
  const page = frame.contentDocument;
  if (page === null || page.querySelector('link') === null) return () => undefined;
  page.documentElement.classList.toggle('paper', isColoured);
  page.body.dir = 'auto';
  page.body.innerHTML = html;
  onFilled(page);
  const fit = () => {
    frame.style.height = `${page.documentElement.offsetHeight}px`;
  };
  const sizes = new ResizeObserver(fit);
  sizes.observe(page.documentElement);
  fit();
  const stopKeys = forwardKeys(page);
  const onClick = (event: MouseEvent) => {
    const link = linkUnder(page, event);
    if (link === null) return;
    event.preventDefault();
    onLink(link);
  };
  page.addEventListener('click', onClick);
  return () => {
    sizes.disconnect();
    stopKeys();
    page.removeEventListener('click', onClick);
  };
}

/** Address of the link that was clicked; null when it was none. A frame's elements are of its own window's classes, not of ours. */
function linkUnder(page: Document, event: MouseEvent): string | null {
  const view = page.defaultView;
  if (view === null) return null;
  const link = event.composedPath().find((node) => node instanceof view.HTMLAnchorElement);
  return link === undefined || link.href === '' ? null : link.href;
}
