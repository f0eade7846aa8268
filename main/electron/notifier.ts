import type { AnyEvent, Place } from '../../app/contract/events.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import type { Text } from '../../resources/text.ts';
import { Notification, type Notice } from './surface.ts';

export interface Notifier {
  /** Shows a notice when an event is worth one. The engine says each change of state once, so each is shown once. */
  hear(event: AnyEvent): void;
  engineRestarted(): void;
}

/** @param open where a click on a notice leads; null is just the window */
export function notifier(text: Text, open: (place: Place | null) => void): Notifier {
  /** The newest notice on each matter. Electron forgets the click of a notice that nobody holds. */
  const shown = new Map<string, Notice>();

  function notify(matter: string, title: string, body: string, place: Place | null): void {
    if (!Notification.isSupported()) return;
    const notice = new Notification({ title, body });
    shown.set(matter, notice);
    notice.on('click', () => open(place));
    notice.show();
  }

  return {
    hear(event) {
      if (event.name !== 'account.trouble' && event.name !== 'account.recovered') return;
      const { accountId, address } = event.payload;
      const place: Place = { kind: 'account', accountId };
      if (event.name === 'account.trouble') {
        const { what, next } = errorWords((key, values) => text.format(key, values), event.payload.error);
        notify(accountId, text.format('shell.notice.trouble', { address }), `${what} ${next}`, place);
      } else {
        const title = text.format('shell.notice.recovered', { address });
        notify(accountId, title, text.format('shell.notice.recovered-body'), place);
      }
    },
    engineRestarted() {
      notify('engine', text.format('shell.notice.engine'), text.format('shell.notice.engine-body'), null);
    },
  };
}
