import type { MailpinApi } from '../../app/contract/api.ts';
import type { ActionView, DecisionOutcome } from '../../app/contract/action-views.ts';
import type { RuleSaying, RuleTopic } from '../../app/domain/policy.ts';
import type { Text } from '../../resources/text.ts';
import type { Answer, Context } from './command.ts';
import { cardWords } from './link-words.ts';
import { subjectWords } from './thread-words.ts';

/** Actions that are looked through for the one just done. */
const RECENT_ACTIONS = 100;

/** What a decision did, and how to take it back. */
export async function decisionAnswer(
  { text, out }: Pick<Context, 'text' | 'out'>,
  engine: MailpinApi,
  outcome: DecisionOutcome,
): Promise<Answer> {
  if (out.isJson) return { document: outcome, lines: () => [] };
  const actions = await engine.call('actions.list', { limit: RECENT_ACTIONS });
  const action = actions.find(({ id }) => id === outcome.actionId);
  return {
    document: outcome,
    lines: () => (action === undefined ? [] : actionLines(text, action, outcome.mailIds.length)),
  };
}

function actionLines(text: Text, action: ActionView, changedMails: number): string[] {
  const values = { action: action.id, what: actionWords(text, action), mails: changedMails };
  return [text.format(action.isUndone ? 'cli.action.undone' : 'cli.action.done', values)];
}

/** One action of the user, as a list names it. */
export function actionWords(text: Text, action: ActionView): string {
  const { kind, verdict, reach, extent, from, rule } = action;
  const mails = { subject: subjectWords(text, action.subject), more: Math.max(0, action.mailCount - 1) };
  if (rule !== null) return text.format(`cli.action.rule.${ruleSentence(rule.topic)}`, ruleValues(rule, mails.subject));
  if (kind === 'card') return text.format('cli.action.made', { card: action.cards.map(cardWords).join(', ') });
  if (kind === 'carry') {
    const [crm = '', other = ''] = action.subject.split(' ');
    return text.format('carry.action', { count: action.mailCount, from: crm, to: other });
  }
  if (kind === 'import') return text.format('cli.action.import', { count: action.mailCount });
  if (kind === 'extent' && extent !== null) return text.format(`cli.action.extent.${extent}`, mails);
  return text.format(`cli.action.${from === null ? (verdict ?? 'attach') : 'move'}`, {
    ...mails,
    cards: action.cards.map(cardWords).join(', '),
    from: from === null ? '' : cardWords(from),
    // A move splits the thread at the mail, so what answers it follows.
    reach: text.format(from !== null && reach === 'message' ? 'cli.reach.branch' : `cli.reach.${reach ?? 'message'}`),
  });
}

type RuleSentence = Exclude<RuleTopic, `allow-${string}` | `list-${string}`> | 'allow' | 'list';

/** Topics of one sort are said in one sentence. */
function ruleSentence(topic: RuleTopic): RuleSentence {
  switch (topic) {
    case 'relation':
    case 'company':
    case 'free-mail':
    case 'join':
    case 'hold':
      return topic;
    case 'allow-address':
    case 'allow-domain':
    case 'allow-list':
    case 'allow-mail':
    case 'allow-thread':
      return 'allow';
    case 'list-address':
    case 'list-person':
    case 'list-domain':
      return 'list';
  }
}

function ruleValues({ said }: RuleSaying, subject: string): { readonly said: string; readonly subject: string } {
  return { said: said === 'not-me' ? 'notme' : said, subject };
}
