import type { Activity } from '../domain/activity.ts';
import { utf8Bytes } from './cut-utf8.ts';

/**
 * How much of a mail an activity hands over, in bytes of UTF-8: subject, people, text, the names of attachments, and
 * the files that go along. What a connector wraps around it on the wire is not counted.
 */
export function activityBytes({ subject, participants, text, attachments, files = [] }: Activity): number {
  const people = participants.flatMap(({ displayName, rawAddress }) => [displayName, rawAddress]);
  const names = attachments.map(({ fileName }) => fileName);
  const written = [subject, text, ...people, ...names].reduce((sum, part) => sum + utf8Bytes(part), 0);
  return files.reduce((sum, { bytes }) => sum + bytes.byteLength, written);
}
