/** The people of the sample and the programs they write with. */
import { readFileSync } from 'node:fs';

export interface Person {
  readonly name: string;
  readonly address: string;
  readonly client: Client;
  readonly language: string;
  readonly zoneMinutes: number;
  readonly signature?: readonly string[] | undefined;
  /** Picture of the HTML signature: an address on the web, or `cid` for one that travels with the mail. */
  readonly logo?: string | undefined;
}

/** Mail programs by how they write: ids, quotes, HTML. `system` is a machine. */
export type Client = 'apple' | 'becky' | 'exchange' | 'gmail' | 'system' | 'thunderbird' | 'workspace';

const PEOPLE = new Map(Object.entries(readJson<Readonly<Record<string, Person>>>('people.json')));

/** Everybody a key of a thread file stands for: one person, or `@partners` for the partner list. */
export function peopleOf(key: string): readonly Person[] {
  if (key === '@partners') return partners();
  const person = PEOPLE.get(key);
  if (person === undefined) throw new Error(`nobody called ${key} in people.json`);
  return [person];
}

/** The one person of a key. */
export function personOf(key: string): Person {
  const [person] = peopleOf(key);
  if (person === undefined) throw new Error(`nobody called ${key} in people.json`);
  return person;
}

function partners(): readonly Person[] {
  const lines = readFileSync(new URL('./partner-list.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [name = '', address = ''] = line.replace('>', '').split(' <');
    return { name, address, client: 'exchange', language: 'en', zoneMinutes: 60 };
  });
}

function readJson<Shape>(name: string): Shape {
  const parsed: Shape = JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8'));
  return parsed;
}
