import type { IdentityView, RuleChange } from '../../../app/contract/rules-views.ts';
import { RELATION_WORDS } from '../../../app/domain/account.ts';
import type { Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { oneOf } from '../option-values.ts';
import { RULE_FORM, RULE_OPTIONS, ruleAnswer } from '../rule-answer.ts';
import { table } from '../table.ts';

export const identityList = command({
  name: 'identity list',
  forms: [''],
  summary: 'cli.command.identity-list',
  options: {},
  operands: [0, 0],
  async run({ engine, text, out }) {
    const view = await (await engine()).call('identity.get', {});
    return { document: view, lines: () => identityLines(text, view, out.columns) };
  },
});

export const identitySet = command({
  name: 'identity set',
  forms: [`ADDRESS me|colleague|not-me|reset ${RULE_FORM}`],
  summary: 'cli.command.identity-set',
  options: RULE_OPTIONS,
  operands: [2, 2],
  async run(context, { options, operands: [address = '', typed = ''] }) {
    const word = oneOf(context, 'ADDRESS', [...RELATION_WORDS, 'reset'], typed);
    const change: RuleChange = { kind: 'relation', address, relation: word === 'reset' ? null : word };
    return ruleAnswer(context, change, options);
  },
});

export const identityDomain = domainCommand('company-domain', 'identity domain', 'cli.command.identity-domain');
export const identityFreeMail = domainCommand('free-mail', 'identity free-mail', 'cli.command.identity-free-mail');

function domainCommand(
  kind: 'company-domain' | 'free-mail',
  name: string,
  summary: 'cli.command.identity-domain' | 'cli.command.identity-free-mail',
) {
  return command({
    name,
    forms: [`add|remove|reset DOMAIN ${RULE_FORM}`],
    summary,
    options: RULE_OPTIONS,
    operands: [2, 2],
    async run(context, { options, operands: [typed = '', domain = ''] }) {
      const verb = oneOf(context, name, ['add', 'remove', 'reset'], typed);
      return ruleAnswer(context, { kind, domain, isSo: verb === 'reset' ? null : verb === 'add' }, options);
    },
  });
}

function identityLines(text: Text, view: IdentityView, columns: number | null): string[] {
  const addresses = table(
    [
      { title: text.format('cli.column.address'), isFlexible: true },
      { title: text.format('cli.column.relation') },
      { title: text.format('cli.column.because') },
      { title: text.format('cli.column.mails'), align: 'right' },
    ],
    view.addresses.map((one) => [
      one.name === '' ? one.address : `${one.address} (${one.name})`,
      text.format('cli.identity.relation', { relation: one.relation }),
      text.format(`cli.identity.source.${one.source}`),
      String(one.mailCount),
    ]),
    columns,
  );
  return [
    ...addresses,
    '',
    text.format('cli.identity.domains', {
      domains: view.companyDomains.map(({ domain }) => domain).join(', '),
      count: view.companyDomains.length,
    }),
    ...view.proposedDomains.map((one) => text.format('cli.identity.proposed-domain', { ...one })),
    ...view.proposedAddresses.map(({ address, because, mailCount }) =>
      text.format('cli.identity.proposed', { address, because, count: mailCount }),
    ),
    ...(view.freeMail.added.length > 0
      ? [text.format('cli.identity.free-mail', { domains: view.freeMail.added.join(', ') })]
      : []),
    ...(view.freeMail.removed.length > 0
      ? [text.format('cli.identity.not-free-mail', { domains: view.freeMail.removed.join(', ') })]
      : []),
  ];
}
