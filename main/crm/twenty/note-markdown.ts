/** A mail as the Markdown of a note, and back, as far as it is looked at: Twenty makes blocks of it, and Markdown of them again. */
import type { Activity } from '../../../app/domain/activity.ts';
import { noteText } from '../note-text.ts';

/** Characters that CommonMark 6.1 takes for more than themselves, and those that begin a block at the beginning of a line. */
const INLINE = /[\\`*_{}[\]<>()#+\-.!|~&]/g;

/** Header, text and mark, line for line, as text that cannot be taken for anything else. */
export function noteMarkdown(activity: Activity): string {
  return noteText(activity)
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => line.trim().replace(INLINE, String.raw`\$&`))
        .join('\\\n'),
    )
    .join('\n\n');
}

export function plainText(markdown: string): string {
  return markdown
    .replace(/\\\n/g, '\n')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .trimEnd();
}
