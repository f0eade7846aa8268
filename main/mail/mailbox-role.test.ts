import { expect, test } from 'vitest';
import { assignRoles } from './mailbox-role.ts';

function rolesOf(
  separator: string,
  ...mailboxes: readonly (string | [string, string])[]
): Record<string, string | null> {
  const named = mailboxes.map((one) =>
    typeof one === 'string' ? { path: one, specialUse: null } : { path: one[0], specialUse: one[1] },
  );
  return Object.fromEntries(
    assignRoles(named.map((one) => ({ ...one, separator }))).map(({ path, role }) => [path, role]),
  );
}

test('the word of the server counts, and then no name does', () => {
  expect(rolesOf('/', 'INBOX', ['Out', '\\Sent'], 'Sent', 'Trash')).toEqual({
    INBOX: 'inbox',
    Out: 'sent',
    Sent: null,
    Trash: 'trash',
  });
});

test.each([
  'Sent Items',
  'Gesendete Elemente',
  'Éléments envoyés',
  'Posta inviata',
  '送信済みアイテム',
  'Elementos enviados',
  'Itens enviados',
  'Verzonden items',
  'Elementy wysłane',
])('%s is Sent', (name) => {
  expect(rolesOf('/', name)).toEqual({ [name]: 'sent' });
  expect(rolesOf('/', name.normalize('NFD').toUpperCase())).toEqual({ [name.normalize('NFD').toUpperCase()]: 'sent' });
});

test('names count at the top and directly below the inbox only', () => {
  expect(rolesOf('.', 'inbox', 'INBOX.Sent', 'INBOX.Customers.Sent', 'Customers.Sent')).toEqual({
    inbox: 'inbox',
    'INBOX.Sent': 'sent',
    'INBOX.Customers.Sent': null,
    'Customers.Sent': null,
  });
});

test('what Gmail keeps below its own name is found', () => {
  expect(rolesOf('/', ['[Gmail]/All Mail', '\\All'], '[Gmail]/Sent Mail')).toEqual({
    '[Gmail]/All Mail': 'all',
    '[Gmail]/Sent Mail': 'sent',
  });
});
