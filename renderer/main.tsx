/** Entry of the window: the page, worn over the bridge that the preload script left. */
import { createRoot } from 'react-dom/client';
import { bridgeApi } from './api.ts';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App api={bridgeApi()} />);
