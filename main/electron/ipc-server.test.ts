import { expect, test, vi } from 'vitest';
import type { EngineHost } from './engine-host.ts';
import { servePage } from './ipc-server.ts';
import type { CallEvent } from './surface.ts';

type Listener = (event: CallEvent, ...args: unknown[]) => Promise<unknown>;

const channel = vi.hoisted((): { listener: Listener } => ({
  listener: () => Promise.reject(new Error('nobody listens')),
}));
vi.mock('./surface.ts', () => ({
  ipcMain: { handle: (_name: string, listener: Listener) => (channel.listener = listener) },
}));

const OURS: CallEvent = { sender: {}, senderFrame: { url: 'app://mailpin/index.html', parent: null } };

function serve(
  choosePath: (name: string) => Promise<string | null> = () => Promise.resolve(null),
  chooseFile: () => Promise<string | null> = () => Promise.resolve(null),
) {
  const asked: unknown[] = [];
  const engine: Pick<EngineHost, 'call'> = {
    call: (name, input) => {
      asked.push([name, input]);
      return Promise.resolve({ ok: false, error: { code: 'cancelled', details: {} } });
    },
  };
  servePage(engine, { choosePath, chooseFile });
  return { asked, call: (event: CallEvent, ...args: unknown[]) => channel.listener(event, ...args) };
}

function refused(field: string) {
  return { ok: false, error: { code: 'input.invalid', details: { field } } };
}

test.each<[string, CallEvent['senderFrame']]>([
  ['another page', { url: 'https://evil.test/', parent: null }],
  ['a host that looks like ours', { url: 'app://mailpin.evil.test/index.html', parent: null }],
  ['a frame in our page', { url: 'app://mailpin/mail-frame.html', parent: {} }],
  ['a frame that is gone', null],
])('%s is refused before anything is read', async (_name, senderFrame) => {
  const { asked, call } = serve();
  expect(await call({ ...OURS, senderFrame }, 'status.get', {})).toEqual(refused('sender'));
  expect(asked).toEqual([]);
});

test('a name that is no call is refused', async () => {
  const { asked, call } = serve();
  expect(await call(OURS, 'constructor', {})).toEqual(refused('name'));
  expect(asked).toEqual([]);
});

test('a wrong input never reaches the engine', async () => {
  const { asked, call } = serve();
  expect(await call(OURS, 'threads.get', { threadId: 'x' })).toEqual(refused('threadId'));
  expect(asked).toEqual([]);
});

test('where an attachment goes is the word of the user, not of the page', async () => {
  const { asked, call } = serve((name) => Promise.resolve(`/chosen/${name}`));
  await call(OURS, 'attachments.save', { mailId: 1, part: '2', path: 'offer.pdf' });
  expect(asked).toEqual([['attachments.save', { mailId: 1, part: '2', path: '/chosen/offer.pdf' }]]);
});

test('a save that the user cancels is cancelled', async () => {
  const { asked, call } = serve();
  const answer = await call(OURS, 'attachments.save', { mailId: 1, part: '2', path: 'offer.pdf' });
  expect(answer).toEqual({ ok: false, error: { code: 'cancelled', details: {} } });
  expect(asked).toEqual([]);
});

test('decisions are taken over from the file the user chose and saw the preview of, wherever the page points', async () => {
  const { asked, call } = serve(undefined, () => Promise.resolve('/chosen/decisions.jsonl'));
  await call(OURS, 'decisions.import', { path: '/etc/passwd', isPreview: false });
  expect(asked).toEqual([]);
  await call(OURS, 'decisions.import', { path: '/etc/passwd', isPreview: true });
  await call(OURS, 'decisions.import', { path: '/etc/passwd', isPreview: false });
  expect(asked).toEqual([
    ['decisions.import', { path: '/chosen/decisions.jsonl', isPreview: true }],
    ['decisions.import', { path: '/chosen/decisions.jsonl', isPreview: false }],
  ]);
});

test('decisions are exported to where the user says', async () => {
  const { asked, call } = serve((name) => Promise.resolve(`/chosen/${name}`));
  await call(OURS, 'decisions.export', { path: 'mine.jsonl' });
  expect(asked).toEqual([['decisions.export', { path: '/chosen/mine.jsonl' }]]);
});
