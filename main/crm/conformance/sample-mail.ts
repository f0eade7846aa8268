/** Mail that is put on cards where a CRM is tried. */
import type { Activity, AttachedFile } from '../../../app/domain/activity.ts';
import type { MessageKey, UnixMs } from '../../../app/domain/ids.ts';

/** @param id its key */
export function sampleMail(id: string, fields: Partial<Activity> = {}): Activity {
  return {
    key: id as MessageKey,
    messageId: null,
    direction: 'inbound',
    sentAt: Date.UTC(2026, 2, 1, 9, 41) as UnixMs,
    subject: 'Quote 2291',
    participants: [
      { role: 'from', address: null, rawAddress: 'ana@acme.example', displayName: 'Ana Ito' },
      { role: 'to', address: null, rawAddress: 'sally@mailpin.invalid', displayName: '' },
    ],
    extent: 'full',
    text: 'Two phases, please.',
    attachments: [],
    omissions: [],
    ...fields,
  };
}

export function sampleFile(fileName: string, text: string, mediaType = 'text/plain'): AttachedFile {
  const bytes = Buffer.from(text);
  return { part: '2', fileName, mediaType, sizeBytes: bytes.length, contentId: null, isInline: false, bytes };
}
