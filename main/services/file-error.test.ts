import { expect, test } from 'vitest';
import { fileError } from './file-error.ts';

test.each([
  ['ENOSPC', 'store.full'],
  ['EDQUOT', 'store.full'],
  ['EACCES', 'store.unwritable'],
  ['ENOENT', 'store.unwritable'],
])('a file that fails with %s is told as %s, with its place and its cause', (code, told) => {
  const cause = Object.assign(new Error('write'), { code });
  expect(fileError(cause, '/mnt/a.csv')).toMatchObject({ code: told, details: { path: '/mnt/a.csv' }, cause });
});

test('what is no error of a file is told as unwritable too', () => {
  expect(fileError('oops', '/a')).toMatchObject({ code: 'store.unwritable' });
});
