import { memo, useRef } from 'react';
import { useAsk } from '../../data/ask.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { useOffDrop } from '../drag/use-off-drop.ts';
import { Ghost } from '../drag/ghost.tsx';
import { FirstRun } from '../first-run/first-run.tsx';
import { Header } from '../header/header.tsx';
import { Rail } from '../rail/rail.tsx';
import { StatusLine } from '../status-line/status-line.tsx';
import { NoEngine } from '../trouble/no-engine.tsx';
import { Toast } from '../trouble/toast.tsx';
import { OpenDialog } from './open-dialog.tsx';
import { PlaceView } from './place-view.tsx';
import { WhyFloat } from '../why/why-float.tsx';
import { useFocusPlace } from './use-focus-place.ts';
import { useAskedPlace } from './use-asked-place.ts';
import { useWindowKeys } from './use-window-keys.ts';
import './shell.css';

/** What stands in the frame is drawn for reasons of its own, and not because the frame heard of new facts. */
const Framed = {
  Header: memo(Header),
  Rail: memo(Rail),
  PlaceView: memo(PlaceView),
  StatusLine: memo(StatusLine),
};

/** The window's frame: header, rail, the place one is at, status line, and what floats above. */
export function Shell() {
  const { state } = useWindow();
  const { data: status, error } = useAsk('status.get', {});
  const text = useText();
  const root = useRef<HTMLDivElement>(null);
  const main = useFocusPlace(state.place);
  useWindowKeys();
  useAskedPlace();
  useOffDrop(root);
  const isFirstRun = status?.accounts.length === 0 && status.mailCount === 0;
  return (
    <div ref={root} className={`shell ${state.isReading ? 'shell-reading' : ''}`}>
      {isFirstRun ? (
        <FirstRun />
      ) : status === undefined && error !== null ? (
        <NoEngine error={error} />
      ) : (
        <>
          <Framed.Header />
          <Framed.Rail />
          <main ref={main} tabIndex={-1} className={`place place-${state.place.kind}`} aria-label={text('shell.main')}>
            <Framed.PlaceView />
          </main>
          <Framed.StatusLine />
        </>
      )}
      <WhyFloat />
      <Toast />
      <Ghost />
      <OpenDialog />
    </div>
  );
}
