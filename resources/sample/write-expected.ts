/** `node resources/sample/write-expected.ts`: brings expected.json and the table in README.md up to date with the threads. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expectedTable, expectedThreads } from './expected.ts';

const README = new URL('./README.md', import.meta.url);
const HEADING = '## What the rules should make of it\n';

const [before = ''] = readFileSync(README, 'utf8').split(HEADING);
writeFileSync(README, `${before}${HEADING}\n${expectedTable()}\n`);
writeFileSync(new URL('./expected.json', import.meta.url), `${JSON.stringify(expectedThreads(), null, 2)}\n`);
