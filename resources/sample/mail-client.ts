/** What tells mail programs apart: Message-IDs, their own header fields, reply prefixes, how they introduce a quote. */
import { createHash } from 'node:crypto';
import type { Client, Person } from './person.ts';
import { OFFICE_ZONE_MINUTES } from './sample-calendar.ts';

/** A Message-ID as this person's program writes it; the same seed gives the same id. */
export function messageIdOf(person: Person, seed: string, sentAt: Date): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const [local = '', domain = ''] = person.address.split('@');
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const host = `DB9PR0${hex.slice(0, 1).toUpperCase()}MB${parseInt(hex.slice(1, 4), 16) + 1000}`;
  const ids: Readonly<Record<Client, string>> = {
    apple: `${uuid.toUpperCase()}@${domain}`,
    becky: `${stamp(sentAt)}.${hex.slice(0, 4).toUpperCase()}.${local.toUpperCase()}@${domain}`,
    exchange: `${host}${hex.slice(4, 28).toUpperCase()}@${host}.eurprd04.prod.exchange.example`,
    gmail: `CA+${base64Url(hex, 33)}=${base64Url(hex.slice(10), 14)}@mail.gmail.com`,
    system: `${stamp(sentAt)}.${hex.slice(0, 11).toUpperCase()}@${domain}`,
    thunderbird: `${uuid}@${domain}`,
    workspace: `CAF${base64Url(hex, 30)}_${base64Url(hex.slice(8), 16)}@mail.workspace.example`,
  };
  return ids[person.client];
}

/** Fields the program adds by itself. `root` is the Message-ID the thread began with, `depth` how many mails this one answers. */
export function clientFields(
  client: Client,
  { topic, root, depth }: { readonly topic: string; readonly root: string; readonly depth: number },
): readonly (readonly [string, string])[] {
  if (client === 'apple') return [['X-Mailer', 'Apple Mail (2.3864.600.51.1.1)']];
  if (client === 'becky') return [['X-Mailer', 'Becky! ver. 2.81.06 [ja]']];
  if (client === 'thunderbird') return [['User-Agent', 'Mozilla Thunderbird']];
  if (client !== 'exchange') return [];
  return [
    ['Thread-Topic', topic],
    ['Thread-Index', threadIndex(root, depth)],
  ];
}

/** The subject of an answer: prefixes do not pile up. */
export function replySubject(person: Person, subject: string): string {
  const base = subject.replace(/^(?:(?:re|aw|r)\s*:\s*)+/i, '');
  const prefix = person.client === 'exchange' ? ({ de: 'AW', fr: 'RE', it: 'R' }[person.language] ?? 'Re') : 'Re';
  return `${prefix}: ${base}`;
}

/** Base64 of 22 octets a conversation and 5 for every answer (MS-OXOMSG 2.2.1.3). */
function threadIndex(root: string, depth: number): string {
  const hash = createHash('sha256').update(`conversation ${root}`).digest();
  return Buffer.concat([
    Buffer.of(1),
    hash.subarray(0, 21),
    ...Array.from({ length: depth }, (_, i) => hash.subarray(i % 27, (i % 27) + 5)),
  ]).toString('base64');
}

function stamp(sentAt: Date): string {
  const local = new Date(sentAt.getTime() + OFFICE_ZONE_MINUTES * 60_000).toISOString();
  return local.slice(0, 19).replace(/[-:T]/g, '');
}

function base64Url(hex: string, length: number): string {
  return createHash('sha256').update(hex).digest('base64url').slice(0, length);
}
