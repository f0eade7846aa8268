import { expect, test } from 'vitest';
import { crmUrl } from './crm-account.ts';

test.each([
  ['https://api.getbase.com', 'https://api.getbase.com'],
  [' api.getbase.com/ ', 'https://api.getbase.com'],
  ['HTTPS://CRM.Acme.example:8443', 'https://crm.acme.example:8443'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['http://127.0.0.1:9', 'http://127.0.0.1:9'],
  ['http://[::1]:9', 'http://[::1]:9'],
  ['http://crm.acme.example', null],
  ['http://localhost.evil.example', null],
  ['https://user:pass@crm.example', null],
  ['https://crm.example/espo/', 'https://crm.example/espo'],
  ['https://crm.example/Espo/index.php', 'https://crm.example/Espo'],
  ['https://crm.example/#Lead', 'https://crm.example'],
  ['https://crm.example//x', null],
  ['https://crm.example?x=1', null],
  ['ftp://crm.example', null],
  ['', null],
])('%s is read as %s', (typed, url) => {
  expect(crmUrl(typed)).toBe(url);
});
