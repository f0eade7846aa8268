/** A mail as the HTML of a note, and back: Pipedrive's notes are HTML, cleaned on the server of all but plain tags. */
import type { Activity, Omission } from '../../../app/domain/activity.ts';
import { noteText } from '../note-text.ts';

const FILES = /^\[mailpin files ((?:\d+ ?)+)\]$/m;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/**
 * Header, text and mark, as text that cannot be taken for tags. The ids of the files that came along stand before the mark, so that
 * they leave with the note.
 */
export function noteHtml(activity: Activity, fileIds: readonly number[], dropped: readonly Omission[]): string {
  const text = noteText({ ...activity, omissions: [...activity.omissions, ...dropped] });
  const files = fileIds.length === 0 ? '' : `[mailpin files ${fileIds.join(' ')}]\n`;
  const at = text.lastIndexOf('[mailpin ');
  return (text.slice(0, at) + files + text.slice(at))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r?\n/g, '<br>');
}

/** What somebody reads in a note. */
export function plainText(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/(?:p|div|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .trimEnd();
}

export function fileIdsIn(text: string): readonly number[] {
  return (FILES.exec(text)?.[1] ?? '').split(' ').filter(Boolean).map(Number);
}
