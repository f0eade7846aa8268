import type { MailContent } from '../../app/domain/mail.ts';
import type { SourceSettings } from '../../app/domain/account.ts';
import type { MailSource } from '../../app/ports.ts';
import { imapSource } from './imap/imap-source.ts';
import { maildirSource } from './maildir/maildir-source.ts';
import { mboxSource } from './mbox/mbox-source.ts';

/** The way to an account's mail, wherever its settings say it is. */
export function mailSourceFor(settings: SourceSettings): MailSource<MailContent> {
  switch (settings.kind) {
    case 'imap':
      return imapSource(settings);
    case 'maildir':
      return maildirSource(settings);
    case 'mbox':
      return mboxSource(settings);
  }
}
