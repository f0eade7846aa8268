import { expect, test } from 'vitest';
import { messagesFor } from './messages.ts';
import { unbroken } from './unbroken.ts';

test.each([
  ['12 e-mails antérieurs', '12 e\u2011mails antérieurs'],
  ['E-mail sans objet', 'E\u2011mail sans objet'],
  ['le-mail n’est pas un mot', 'le-mail n’est pas un mot'],
  ['free-mail', 'free-mail'],
])('%s is written %s', (words, written) => {
  expect(unbroken({ key: words })).toEqual({ key: written });
});

test.each(['en', 'de', 'fr', 'it', 'ja'])('no line of %s ends within "e-mail"', (locale) => {
  const broken = Object.values(messagesFor(locale)).filter((words) => /\be-mail/i.test(words));
  expect(broken).toEqual([]);
});
