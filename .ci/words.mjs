/** `node .ci/words.mjs [LANGUAGE ...]`: which keys a language has no words for yet, and which words nobody asks for any more. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const locales = join(dirname(dirname(fileURLToPath(import.meta.url))), 'resources', 'locales');
const catalogues = readdirSync(join(locales, 'en')).filter((name) => name.endsWith('.json'));
const asked = process.argv.slice(2);
const languages = asked.length > 0 ? asked : ['de', 'fr', 'it', 'ja'];

/** @param {string} language @param {string} file @returns {Record<string, string>} */
const read = (language, file) => JSON.parse(readFileSync(join(locales, language, file), 'utf8'));

let found = 0;
for (const language of languages) {
  for (const file of catalogues) {
    const [english, own] = [read('en', file), read(language, file)];
    const missing = Object.entries(english).filter(([key]) => !Object.hasOwn(own, key));
    const left = Object.keys(own).filter((key) => !Object.hasOwn(english, key));
    found += missing.length + left.length;
    for (const [key, words] of missing) process.stdout.write(`${language}/${file} missing  ${key}: ${words}\n`);
    for (const key of left) process.stdout.write(`${language}/${file} left over  ${key}\n`);
  }
}
process.exitCode = found === 0 ? 0 : 1;
