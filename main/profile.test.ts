import { expect, test } from 'vitest';
import { profileDir, type ProfileFacts } from './profile.ts';

const LINUX: ProfileFacts = { argv: [], env: {}, platform: 'linux', home: '/home/sally' };

test.each<[string, Partial<ProfileFacts>, string]>([
  ['an option', { argv: ['--profile', '/p'], env: { MAILPIN_PROFILE: '/q' } }, '/p'],
  ['an option with =', { argv: ['--profile=/p'] }, '/p'],
  ['the environment', { env: { MAILPIN_PROFILE: '/q' } }, '/q'],
  ['an empty environment', { env: { MAILPIN_PROFILE: '' } }, '/home/sally/.config/Mailpin'],
  ['XDG', { env: { XDG_CONFIG_HOME: '/x' } }, '/x/Mailpin'],
  ['macOS', { platform: 'darwin' }, '/home/sally/Library/Application Support/Mailpin'],
])('the profile folder comes from %s', (_name, facts, expected) => {
  expect(profileDir({ ...LINUX, ...facts })).toBe(expected);
});
