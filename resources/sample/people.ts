/** Looks up the people of the sample. */
import { readFileSync } from 'node:fs';
import { PEOPLE } from './people-list.ts';
import type { Person } from './person.ts';

/** Everybody a key of a thread file stands for: one person, or `@partners` for the partner list. */
export function peopleOf(key: string): readonly Person[] {
  if (key === '@partners') return partners();
  const person = PEOPLE[key];
  if (person === undefined) throw new Error(`nobody called ${key} in people-list.ts`);
  return [person];
}

/** The one person of a key. */
export function personOf(key: string): Person {
  const [person] = peopleOf(key);
  if (person === undefined) throw new Error(`nobody called ${key} in people-list.ts`);
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
