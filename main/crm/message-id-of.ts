import type { MessageKey } from '../../app/domain/ids.ts';

/**
 * The Message-ID under which a mail is known to a CRM that keeps ids, without its brackets: the mail's own, so that the CRM finds what
 * its own mail sync put there; of a mail without one, an id made of its digest. Two mails with one id are one mail to such a CRM.
 *
 * @param key as `messageKey` makes it
 */
export function messageIdOf(key: MessageKey): string {
  const digest = /^sha256:([\da-f]+)$/.exec(key)?.[1];
  return digest === undefined ? key.replace(/#[\da-f]{12}$/, '') : `sha256.${digest}@mailpin.invalid`;
}
