import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import { rankHits } from './rank-hits.ts';

const DAY = 86_400_000;
/** A mail so many days old; who wrote it and the subject matter only where a case names them. */
const hit = (name: string, { subject = 'Hello', sender = 'kim@other.example', days = 0 }) => ({
  name,
  subject,
  sender,
  sentAt: (1_000 * DAY - days * DAY) as UnixMs,
});
type Named = ReturnType<typeof hit>;

test.each<[promise: string, words: readonly string[], hits: readonly Named[], best: readonly string[]]>([
  [
    'a word in the subject counts more than a sender, a sender more than the text',
    ['pump'],
    [hit('text', {}), hit('sender', { sender: 'Pump Ltd' }), hit('subject', { subject: 'Pump offer' })],
    ['subject', 'sender', 'text'],
  ],
  [
    'a whole word counts more than the beginning of one',
    ['pump'],
    [hit('beginning', { subject: 'Pumpkin' }), hit('whole', { subject: 'The pump' })],
    ['whole', 'beginning'],
  ],
  [
    'the middle of a word is no place',
    ['pump'],
    [hit('middle', { subject: 'Airpump' }), hit('beginning', { subject: 'Pumpkin', days: 1 })],
    ['beginning', 'middle'],
  ],
  [
    'words side by side count more than apart',
    ['net', 'thirty'],
    [hit('apart', { subject: 'thirty days net' }), hit('together', { subject: 'net thirty days' })],
    ['together', 'apart'],
  ],
  [
    'a new mail beats an old one that is less than twice as good',
    ['pump'],
    [hit('old', { subject: 'Pump', days: 3_000 }), hit('new', { sender: 'Pump Ltd' })],
    ['new', 'old'],
  ],
  [
    'an old mail that is more than twice as good beats a new one',
    ['pump'],
    [hit('new', {}), hit('old', { subject: 'Pump', days: 3_000 })],
    ['old', 'new'],
  ],
  [
    'case, accents and width do not count',
    ['ＭÖBEL'],
    [hit('text', {}), hit('subject', { subject: 'mobel', days: 30 })],
    ['subject', 'text'],
  ],
  [
    'Japanese words are found inside a run',
    ['見積'],
    [hit('text', {}), hit('subject', { subject: '先日のお見積りの件', days: 30 })],
    ['subject', 'text'],
  ],
  ['without words the newest is best', [], [hit('old', { days: 2 }), hit('new', {})], ['new', 'old']],
  ['equals stand in order of time', ['pump'], [hit('old', { days: 1 }), hit('new', {})], ['new', 'old']],
  ['nothing is nothing', ['pump'], [], []],
])('%s', (_promise, words, hits, best) => {
  expect(rankHits(hits, words).map(({ name }) => name)).toEqual(best);
});
