/** Hands a link to the shell, which shows the real host and asks before anything opens. */
export function openLink(url: string): void {
  window.open(url, '_blank', 'noopener');
}
