import { expect, test } from 'vitest';
import { MailpinError } from '../../app/errors.ts';
import { envSecrets } from './env-secrets.ts';
import { environmentVariableOf } from './secret-name.ts';

test.each([
  ['sally@acme.example', 'MAILPIN_SECRET_SALLY_ACME_EXAMPLE'],
  ['ben+crm@acme-labs.example', 'MAILPIN_SECRET_BEN_CRM_ACME_LABS_EXAMPLE'],
  ['work', 'MAILPIN_SECRET_WORK'],
  ['a--b', 'MAILPIN_SECRET_A_B'],
])('the secret of %s is in %s', (name, variable) => {
  expect(environmentVariableOf(name)).toBe(variable);
});

test('a secret is read from its variable; one that is not set is none', async () => {
  const secrets = envSecrets({ MAILPIN_SECRET_WORK: 'pass', MAILPIN_SECRET_EMPTY: '' });
  expect([await secrets.get('work'), await secrets.get('home'), await secrets.get('empty')]).toEqual([
    'pass',
    null,
    '',
  ]);
});

test('storing and deleting are refused by the name of the variable, never by the secret', async () => {
  const secrets = envSecrets({});
  const refused = new MailpinError('keychain.read-only', { variable: 'MAILPIN_SECRET_WORK' });
  await expect(secrets.set('work', 'hunter2')).rejects.toEqual(refused);
  await expect(secrets.delete('work')).rejects.toEqual(refused);
});
