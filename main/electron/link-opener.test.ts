import { beforeEach, expect, test, vi } from 'vitest';
import { textFor } from '../../resources/text.ts';
import { askToOpen, linkGoal } from './link-opener.ts';

const desktop = vi.hoisted(() => ({ showMessageBox: vi.fn(), openExternal: vi.fn() }));
vi.mock('./surface.ts', () => ({
  dialog: { showMessageBox: desktop.showMessageBox },
  shell: { openExternal: desktop.openExternal },
}));

beforeEach(() => vi.resetAllMocks());

test.each([
  ['https://acme.test/offer?id=1', 'acme.test'],
  ['https://bank.example@evil.test/', 'evil.test'],
  ['https://bаnk.example/', 'xn--bnk-6cd.example'],
  ['https://acme.test:8443/', 'acme.test:8443'],
])('%s leads to the host %s', (link, host) => {
  expect(linkGoal(link)).toMatchObject({ kind: 'web', host });
});

test('a mail link keeps its words and loses what could attach a file', () => {
  const link = 'mailto:ana@acme.test?subject=One%20offer&attach=/etc/passwd&BCC=spy@evil.test';
  expect(linkGoal(link)).toEqual({
    kind: 'mail',
    to: 'ana@acme.test',
    url: 'mailto:ana@acme.test?subject=One%20offer',
  });
});

test.each([
  'http://acme.test/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'smb://acme.test/share',
  'app://mailpin/index.html',
  'no address',
])('%s leads nowhere', (link) => {
  expect(linkGoal(link)).toBeNull();
});

test('a link opens after the user has seen the host and said so', async () => {
  desktop.showMessageBox.mockResolvedValue({ response: 1 });
  await askToOpen('https://acme.test/a', textFor('en'));
  expect(desktop.showMessageBox).toHaveBeenCalledWith(
    expect.objectContaining({ message: 'Open a page at acme.test in your browser?', detail: 'https://acme.test/a' }),
  );
  expect(desktop.openExternal).toHaveBeenCalledExactlyOnceWith('https://acme.test/a');
});

test('nothing opens when the user says no', async () => {
  desktop.showMessageBox.mockResolvedValue({ response: 0 });
  await askToOpen('https://acme.test/a', textFor('en'));
  expect(desktop.openExternal).not.toHaveBeenCalled();
});

test('what is neither https nor mailto is not even asked about', async () => {
  await askToOpen('file:///etc/passwd', textFor('en'));
  expect(desktop.showMessageBox).not.toHaveBeenCalled();
});
