import type { Activity } from '../../../app/domain/activity.ts';
import type { ParticipantRole } from '../../../app/domain/mail.ts';
import { notIncluded } from '../note-text.ts';

/** A mail as the HTML of a chatter message: who it went to, which Odoo has no place for, the text, and what was left out. */
export function messageHtml({ participants, text, omissions }: Activity): string {
  const people = (role: ParticipantRole): string =>
    participants
      .filter((one) => one.role === role)
      .map(({ displayName, rawAddress }) => (displayName === '' ? rawAddress : `${displayName} <${rawAddress}>`))
      .join(', ');
  const header = (['from', 'to', 'cc'] as const)
    .map((role) => [`${role.charAt(0).toUpperCase()}${role.slice(1)}`, people(role)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  const paragraphs = [header.join('\n'), ...text.split(/(?:\r?\n){2,}/), notIncluded(omissions)];
  return paragraphs
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escaped(paragraph).replace(/\r?\n/g, '<br/>')}</p>`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(/[^\P{C}\n\r\t]/gu, '');
}
