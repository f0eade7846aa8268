/** Free mail, desks and machines, colleagues, direction and filters: what addresses alone say. */
import { expect, test } from 'vitest';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { MailFacts } from '../domain/mail.ts';
import { PLAIN_POLICY } from '../domain/policy.ts';
import { directionOf } from './direction.ts';
import { addressesOf } from './addresses-of.ts';
import { addressBook } from './address-book.ts';
import { filterOf, heardPeople } from './filters.ts';
import { isFreeMail } from './free-mail.ts';
import { identityOf, personKey, proposeCompanyDomains, relationOf } from './identity.ts';
import { domainsUpToRegistrable, isPublicSuffix, registrableDomain } from './registrable-domain.ts';
import { isRoleAddress } from './role-address.ts';
import { indexCards } from './testing/card-index.ts';
import { mail, participant, SALLY, type MailSpec } from './testing/facts.ts';

const address = (text: string) => text as CanonicalAddress;

test.each([
  ['gmail.com', true],
  ['web.de', true],
  ['orange.fr', true],
  ['libero.it', true],
  ['docomo.ne.jp', true],
  ['mail.docomo.ne.jp', true],
  ['acme.example', false],
  ['notgmail.com', false],
  ['gmail.com.acme.example', false],
  ['co.uk', false],
  ['', false],
])('%s gives mailboxes to anybody: %s', (domain, expected) => {
  expect(isFreeMail(domain, PLAIN_POLICY.freeMail)).toBe(expected);
});

test.each([
  ['sales.acme.co.uk', 'acme.co.uk', ['sales.acme.co.uk', 'acme.co.uk']],
  ['acme.de', 'acme.de', ['acme.de']],
  ['a.b.acme.de', 'acme.de', ['a.b.acme.de', 'b.acme.de', 'acme.de']],
  ['shop.github.io', 'shop.github.io', ['shop.github.io']],
  ['localhost', 'localhost', ['localhost']],
  ['[192.0.2.1]', '[192.0.2.1]', ['[192.0.2.1]']],
  ['co.uk', 'co.uk', ['co.uk']],
])('%s was registered as %s', (domain, registered, line) => {
  expect(registrableDomain(domain)).toBe(registered);
  expect(domainsUpToRegistrable(domain)).toEqual(line);
});

test.each([
  ['info@acme.test', true],
  ['sales+emea@acme.test', true],
  ['no-reply@acme.test', true],
  ['noreply-orders@acme.test', true],
  ['do_not_reply@acme.test', true],
  ['bounces+4711@acme.test', true],
  ['mailer-daemon@acme.test', true],
  ['customer.service@acme.test', true],
  ['büro@acme.test', true],
  ['vertrieb@acme.test', true],
  ['comptabilité@acme.test', true],
  ['ufficio@acme.test', true],
  ['eigyo@acme.test', true],
  ['営業@acme.test', true],
  ['ana@acme.test', false],
  ['infografica@acme.test', false],
  ['ana.sales@acme.test', false],
  ['bounceanna@acme.test', false],
])('%s stands for a desk or a machine: %s', (text, expected) => {
  expect(isRoleAddress(address(text))).toBe(expected);
});

test.each([
  ['sally@seller.test', 'me'],
  ['carl@home.test', 'colleague'],
  ['colin@seller.test', 'colleague'],
  ['colin@mail.seller.test', 'colleague'],
  ['colin@notseller.test', 'outsider'],
  ['ana@acme.test', 'outsider'],
] as const)('%s is %s', (text, relation) => {
  expect(relationOf(address(text), SALLY)).toBe(relation);
});

test('company domains are proposed as registered, and never when anybody can have a mailbox there', () => {
  const mine = ['sally@mail.seller.co.uk', 'sally@seller.co.uk', 'sally@gmail.com', 'sally@web.de'].map(address);
  expect([...proposeCompanyDomains(mine, PLAIN_POLICY.freeMail)]).toEqual(['seller.co.uk']);
});

test('all addresses that reach one person are one person', () => {
  expect(personKey(address('a.na+x@googlemail.com'))).toBe(personKey(address('ana@gmail.com')));
  expect(personKey(address('ana+x@acme.test'))).toBe(personKey(address('ana@acme.test')));
  expect(personKey(address('a.na@acme.test'))).not.toBe(personKey(address('ana@acme.test')));
});

test('a mail goes out when one of its authors is the user, and not when only its sender or a recipient is', () => {
  const direction = (...participants: Parameters<typeof participant>[]) =>
    directionOf(
      participants.map((fields) => participant(...fields)),
      SALLY.mine,
    );
  expect(direction(['from', 'sally@seller.test'])).toBe('outbound');
  expect(direction(['from', 'ana@acme.test'], ['from', 'sally@seller.test'])).toBe('outbound');
  expect(direction(['from', 'ana@acme.test'], ['sender', 'sally@seller.test'])).toBe('inbound');
  expect(direction(['from', null], ['to', 'sally@seller.test'])).toBe('inbound');
  expect(direction()).toBe('inbound');
});

test.each<[string, MailSpec, ReturnType<typeof filterOf>]>([
  ['a customer writes', { from: 'ana@acme.test' }, null],
  ['only colleagues', { from: 'sally@seller.test', to: 'colin@seller.test carl@home.test' }, 'internal'],
  ['a note to oneself', { from: 'sally@seller.test' }, 'internal'],
  ['one outsider among colleagues', { from: 'colin@seller.test', cc: 'ana@acme.test' }, null],
  ['an outsider in Reply-To', { from: 'colin@seller.test', replyTo: 'ana@acme.test' }, null],
  ['a newsletter', { from: 'ana@acme.test', kind: 'bulk' }, 'bulk'],
  ['a newsletter of one’s own company', { from: 'colin@seller.test', kind: 'bulk' }, 'internal'],
  ['an out-of-office notice', { from: 'ana@acme.test', kind: 'auto-reply' }, 'auto-reply'],
  ['a bounce', { from: 'mailer-daemon@acme.test', kind: 'bounce' }, 'bounce'],
  ['an invitation', { from: 'ana@acme.test', kind: 'invitation' }, 'invitation'],
  ['a desk', { from: 'info@acme.test' }, 'role-address'],
  ['two desks', { from: 'info@acme.test', cc: 'no-reply@other.test' }, 'role-address'],
  ['a machine', { from: 'no-reply@acme.test' }, 'no-reply'],
  ['a desk and a person', { from: 'info@acme.test', cc: 'ana@acme.test' }, null],
])('%s', (_case, spec, filter) => {
  expect(filterOfMail(mail(1, spec))).toBe(filter);
});

/** The filter in force for Sally, who changed no rule. */
function filterOfMail(one: Pick<MailFacts, 'participants' | 'kind' | 'key' | 'listId'>) {
  const world = { cards: indexCards([]), identity: SALLY, policy: PLAIN_POLICY };
  return filterOf({ mail: one, heard: heardPeople(one, addressBook(world)), isThreadAllowed: false, ...world });
}

test('mail whose sender cannot be read is not taken for internal', () => {
  const { participants, ...rest } = mail(1, { from: 'sally@seller.test' });
  const filterFrom = (...authors: typeof participants) => {
    const others = participants.filter(({ role }) => role !== 'from');
    return filterOfMail({ ...rest, participants: [...authors, ...others] });
  };
  expect(filterFrom(participant('from', null))).toBe(null);
  expect(filterFrom()).toBe(null);
});

test('everybody on a mail counts once; what is no address does not', () => {
  const participants = [
    participant('from', 'ana@acme.test'),
    participant('reply-to', 'ana@acme.test'),
    participant('to', null),
  ];
  expect(addressesOf({ participants })).toEqual(['ana@acme.test']);
});

test.each([
  ['the user with a tag', 'sally+shop@seller.test', 'me'],
  ['the user with other dots', 's.ally.private@googlemail.com', 'me'],
  ['a colleague with a tag', 'carl+x@home.test', 'colleague'],
  ['somebody at the company the user said is neither', 'temp@seller.test', 'outsider'],
  ['the same with a tag', 'temp+x@seller.test', 'outsider'],
  ['a tag that the user said is not theirs', 'sally+lists@seller.test', 'outsider'],
  ['another tag than that', 'sally+other@seller.test', 'me'],
  ['a namesake elsewhere', 'sally@elsewhere.test', 'outsider'],
] as const)('known: %s', (_case, text, relation) => {
  const identity = identityOf(
    [
      { address: address('sally+lists@seller.test'), relation: 'not-me' },
      { address: address('sally@seller.test'), relation: 'me' },
      { address: address('sally.private@gmail.com'), relation: 'me' },
      { address: address('carl@home.test'), relation: 'colleague' },
      { address: address('temp@seller.test'), relation: 'not-me' },
    ],
    new Set(['seller.test']),
  );
  expect(relationOf(address(text), identity)).toBe(relation);
  expect(identity.mine.has(address(text))).toBe(relation === 'me');
});

test.each([
  ['a domain the user added', 'isp.test', true],
  ['what is below it', 'mail.isp.test', true],
  ['a provider the user took off', 'web.de', false],
  ['what is below that', 'mail.web.de', false],
  ['a provider nobody spoke of', 'gmail.com', true],
  ['a company below a provider’s domain', 'acme.gmx.net', false],
  ['the provider itself', 'gmx.net', true],
])('free mail in the user’s words: %s', (_case, domain, expected) => {
  const words = { added: new Set(['isp.test']), removed: new Set(['web.de', 'acme.gmx.net']) };
  expect(isFreeMail(domain, words)).toBe(expected);
});

test.each([
  ['co.uk', true],
  ['com', true],
  ['github.io', true],
  ['acme.co.uk', false],
  ['acme.test', false],
  ['localhost', false],
])('nobody can have registered %s: %s', (domain, expected) => {
  expect(isPublicSuffix(domain)).toBe(expected);
});
