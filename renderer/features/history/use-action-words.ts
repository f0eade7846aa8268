import { useIntl } from 'react-intl';
import type { ActionView } from '../../../app/contract/action-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { RuleSaying, RuleTopic } from '../../../app/domain/policy.ts';
import { useText } from '../../text/use-text.ts';
import { useCrmNames } from '../crms/use-crm-names.ts';
import { extentSelector } from '../extent/extent-selector.ts';

/** Topics that are said in one sentence, whatever they are about. */
const SENTENCE_OF = {
  relation: 'relation',
  company: 'company',
  'free-mail': 'free-mail',
  'allow-address': 'allow',
  'allow-domain': 'allow',
  'allow-list': 'allow',
  'allow-mail': 'allow',
  'allow-thread': 'allow',
  'list-address': 'list',
  'list-person': 'list',
  'list-domain': 'list',
  join: 'join',
  hold: 'hold',
} as const satisfies Record<RuleTopic, string>;

/** What the user did, in one sentence. */
export function useActionWords(): (action: ActionView) => string {
  const text = useText();
  const intl = useIntl();
  const crmNames = useCrmNames();
  const mailWords = ({ kind, verdict, extent, mailCount, subject, cards, from }: ActionView) =>
    text('actions.what', {
      verdict:
        kind === 'extent'
          ? extentSelector(extent ?? 'full')
          : kind === 'import'
            ? 'import'
            : from !== null
              ? 'move'
              : (verdict ?? 'attach'),
      count: mailCount,
      subject: subject === '' ? text('mail.no-subject') : subject,
      card: cards[0]?.name ?? '',
      from: from?.name ?? '',
    });
  const ruleWords = ({ topic, said }: RuleSaying, subject: string) =>
    text(`actions.rule.${SENTENCE_OF[topic]}`, {
      said: said === 'not-me' ? 'notme' : said,
      subject: subject === '' ? text('mail.no-subject') : subject,
    });
  return (action) => {
    if (action.rule !== null) return ruleWords(action.rule, action.subject);
    if (action.kind === 'card') return text('actions.made', { card: action.subject });
    if (action.kind === 'carry') {
      const [from, to] = action.subject.split(' ').map((id) => crmNames.get(id as CrmId) ?? id);
      return intl.formatMessage({ id: 'carry.action' }, { count: action.mailCount, from, to });
    }
    return mailWords(action);
  };
}
