/** The window on a made-up mailbox: `?scene=first-run`, `?fillers=100000`. For developing and for tests of the window alone. */
import { createRoot } from 'react-dom/client';
import { App } from '../app.tsx';
import { fakeApi, type FakeApi } from './fake-api.ts';
import type { FakeScene } from './fake-status.ts';

declare global {
  interface Window {
    fake: FakeApi;
  }
}

const SCENES: readonly FakeScene[] = ['work', 'first-run', 'trouble', 'empty', 'stopped'];
const asked = new URLSearchParams(location.search);
window.fake = fakeApi({
  scene: SCENES.find((scene) => scene === asked.get('scene')) ?? 'work',
  fillers: Number(asked.get('fillers') ?? 400),
});
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App api={window.fake} />);
