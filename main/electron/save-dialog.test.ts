import { expect, test, vi } from 'vitest';
import { bareName } from './save-dialog.ts';

vi.mock('./surface.ts', () => ({}));

test.each([
  ['offer.pdf', 'offer.pdf'],
  ['../../.ssh/authorized_keys', 'authorized_keys'],
  ['C:\\Windows\\evil.exe', 'evil.exe'],
  ['.bashrc', 'bashrc'],
  ['Ange\nbot.pdf', 'Angebot.pdf'],
  ['..', 'attachment'],
  ['', 'attachment'],
])('a file called %j is proposed as %s', (name, proposed) => {
  expect(bareName(name)).toBe(proposed);
});
