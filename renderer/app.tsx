// Styles of the whole come before those of its parts, which are imported with the parts.
import './base.css';
import './components/components.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import type { MailpinApi } from '../app/contract/api.ts';
import { pickLocale } from '../resources/locales/languages.ts';
import { ApiProvider } from './data/api-context.tsx';
import { useInvalidation } from './data/invalidation.ts';
import { createQueryClient } from './data/query-client.ts';
import { ShortcutsProvider } from './keys/shortcuts-context.tsx';
import { AnnouncerProvider } from './state/announcer.tsx';
import { WindowProvider } from './state/window-context.tsx';
import { messagesFor } from './text/messages.ts';
import { Shell } from './features/shell/shell.tsx';

/** The window, worn over any MailpinApi: the bridge of the desktop, or one in memory. */
export function App({ api }: Readonly<{ api: MailpinApi }>) {
  const locale = pickLocale(wantedLocales());
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <IntlProvider locale={locale} messages={messagesFor(locale)}>
      <ApiProvider value={api}>
        <Queries>
          <AnnouncerProvider>
            <WindowProvider>
              <ShortcutsProvider>
                <Shell />
              </ShortcutsProvider>
            </WindowProvider>
          </AnnouncerProvider>
        </Queries>
      </ApiProvider>
    </IntlProvider>
  );
}

/** What the shell was asked for stands in the page's address (`?lang=`), before what the system prefers. */
function wantedLocales(): readonly string[] {
  return [...new URLSearchParams(window.location.search).getAll('lang'), ...navigator.languages];
}

function Queries({ children }: Readonly<{ children: ReactNode }>) {
  const [client] = useState(createQueryClient);
  useInvalidation(client);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
