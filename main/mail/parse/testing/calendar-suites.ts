import { basename } from 'node:path';
import { readInvitation } from '../calendar/invitation.ts';
import { corpusFiles, type Suite } from './suite.ts';

/** Every event of a calendar, read as if it were the only one. */
function* events(text: string): Generator<string> {
  for (const [event] of text.matchAll(/^BEGIN:VEVENT\s*$[\s\S]*?^END:VEVENT\s*$/gim)) yield event;
}

/** A summary and a start for each event that has them, whatever stands around it. */
function isRead(text: string): boolean {
  const before = /^[\s\S]*?(?=^BEGIN:VEVENT)/im.exec(text)?.[0] ?? 'BEGIN:VCALENDAR\r\n';
  for (const event of events(text)) {
    const found = readInvitation(`${before}${event}\r\nEND:VCALENDAR\r\n`, 'REQUEST');
    const hasStart = /^DTSTART[;:]/im.test(event);
    const hasSummary = /^SUMMARY[^:\r\n]*:[^\s]/im.test(event);
    if (found === null || (hasStart && found.startsAt === null) || (hasSummary && found.summary === '')) return false;
  }
  return true;
}

export const CALENDAR_SUITES: readonly Suite[] = [
  {
    name: 'ical4j, valid and transformed calendars',
    counts: 'every event with its start and its summary',
    *cases() {
      for (const [name, bytes] of corpusFiles('calendar/ical4j-{valid,transform}/*'))
        yield [basename(name), isRead(bytes.toString('utf8'))];
    },
    known: {},
  },
  {
    name: 'ical4j, invalid calendars',
    counts: 'read as far as they go: every event that has a start and a summary with them',
    *cases() {
      for (const [name, bytes] of corpusFiles('calendar/ical4j-invalid/*'))
        yield [basename(name), isRead(bytes.toString('utf8'))];
    },
    known: { 'smallcluster.ics': 'a calendar begun twice' },
  },
];
