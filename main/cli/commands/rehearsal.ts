import type { MailpinApi } from '../../../app/contract/api.ts';
import type { RehearsalView, RehearsedMail } from '../../../app/contract/decision-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { REHEARSED_SETS, type RehearsedSet } from '../../../app/domain/rehearsal.ts';
import type { Text, TextKey } from '../../../resources/text.ts';
import { command, type Command, type Context } from '../command.ts';
import { signWords } from '../link-words.ts';
import { limitOf, oneOf } from '../option-values.ts';
import { headline } from '../thread-words.ts';

const BUILTIN = 'builtin' as CrmId;

/** `rehearsal`: what the first push would do, and the mails behind each number. */
export const rehearsal = command({
  name: 'rehearsal',
  forms: ['[show] [--set all|headers-only|cut|attachments|dropped|personal] [--crm ID] [--limit N]'],
  summary: 'cli.command.rehearsal',
  options: { set: { type: 'string' }, crm: { type: 'string' }, limit: { type: 'string' } },
  operands: [0, 1],
  async run(context, { options, operands: [word] }) {
    if (word !== undefined) oneOf(context, 'rehearsal', ['show'], word);
    const set = options.set === undefined ? null : oneOf(context, '--set', REHEARSED_SETS, options.set);
    const limit = limitOf(context, options.limit);
    const engine = await context.engine();
    // What came meanwhile is looked at, and nothing that waits for the go is sent by it.
    await engine.call('outbox.drain', {});
    const views = await engine.call('rehearsal.get', {});
    if (set === null) return { document: views, lines: () => views.flatMap((view) => viewLines(context.text, view)) };
    const crmId = (options.crm ?? BUILTIN) as CrmId;
    const page = await engine.call('rehearsal.mails', { crmId, set, limit });
    return { document: page, lines: () => page.items.map((mail) => mailLine(context.text, mail)) };
  },
});

export const rehearsalOn = turn('rehearsal on', true, 'cli.command.rehearsal-on');
export const rehearsalOff = turn('rehearsal off', false, 'cli.command.rehearsal-off');

/** `rehearsal go`: the user saw what would happen. */
export const rehearsalGo = command({
  name: 'rehearsal go',
  forms: ['[--crm ID]'],
  summary: 'cli.command.rehearsal-go',
  options: { crm: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const engine = await context.engine();
    for (const crmId of options.crm === undefined ? await waitingCrms(engine) : [options.crm as CrmId]) {
      await engine.call('rehearsal.go', { crmId });
    }
    const report = await engine.call('outbox.drain', {});
    return { document: report, lines: () => [context.text.format('cli.push.report', { ...report })] };
  },
});

/** The CRMs for which something waits; without any of them the one inside Mailpin, so that the go is on record. */
async function waitingCrms(engine: MailpinApi): Promise<readonly CrmId[]> {
  const waiting = (await engine.call('rehearsal.get', {})).filter(({ mailCount }) => mailCount > 0);
  return waiting.length === 0 ? [BUILTIN] : waiting.map(({ crmId }) => crmId);
}

function turn(name: string, isOn: boolean, summary: TextKey): Command {
  return command({
    name,
    forms: ['[--crm ID]'],
    summary,
    options: { crm: { type: 'string' } },
    operands: [0, 0],
    async run(context: Context, { options }) {
      const engine = await context.engine();
      await engine.call('rehearsal.set', { crmId: (options.crm ?? BUILTIN) as CrmId, isOn });
      const views = await engine.call('rehearsal.get', {});
      return {
        document: views,
        lines: () => [context.text.format(isOn ? 'cli.rehearsal.is-on' : 'cli.rehearsal.is-off')],
      };
    },
  });
}

function viewLines(text: Text, view: RehearsalView): string[] {
  const count = (set: Exclude<RehearsedSet, 'all'>): string[] =>
    view.counts[set] === 0 ? [] : [`  ${text.format(`cli.rehearsal.set.${set}`, { count: view.counts[set] })}`];
  if (view.mailCount === 0) {
    return [text.format(view.isOn ? 'cli.rehearsal.nothing' : 'cli.rehearsal.is-off', { crm: view.crmId })];
  }
  return [
    text.format('cli.rehearsal.would', { mails: view.mailCount, cards: view.cardCount, crm: view.crmId }),
    ...count('headers-only'),
    ...count('cut'),
    ...count('attachments'),
    ...count('dropped'),
    ...count('personal'),
    text.format('cli.rehearsal.next'),
  ];
}

function mailLine(text: Text, mail: RehearsedMail): string {
  const because = mail.sign === null ? '' : `  (${signWords(text, mail.sign)})`;
  return `${mail.mailId}  ${headline(text, mail.subject)}  ${mail.cards.map(({ name }) => name).join(', ')}${because}`;
}
