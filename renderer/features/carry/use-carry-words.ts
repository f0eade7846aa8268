import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { CarryPreview, CarryReport, CarryRow, CarryView } from '../../../app/contract/carry-views.ts';
import { likenessWords } from '../../../resources/locales/carry-words.ts';
import { useFormat } from '../../text/use-format.ts';
import { useErrorWords } from '../trouble/error-words.ts';

type Values = Readonly<Record<string, string | number>>;

/** The sentences of a carry that page and command line have in common. */
export function useCarryWords() {
  const intl = useIntl();
  const format = useFormat();
  const errorWords = useErrorWords();
  return useMemo(() => {
    const say = (id: string, values: Values = {}): string => intl.formatMessage({ id: `carry.${id}` }, { ...values });
    const counted = (id: string, count: number, values: Values = {}): readonly string[] =>
      count === 0 ? [] : [say(id, { count, ...values })];
    return {
      state: ({ state, progress }: Pick<CarryView, 'state' | 'progress'>) => say(`state.${state}`, { ...progress }),
      set: (row: CarryRow) => (row.said === 'chosen' ? say('said.chosen') : say(`set.${row.set}`)),
      likeness: ({ likeness, unlikeness }: CarryRow['candidates'][number]) =>
        likenessWords(
          {
            format: (id, values) => intl.formatMessage({ id }, { ...values }),
            money: format.money,
            list: format.list,
          },
          likeness,
          unlikeness,
        ),
      would: (preview: CarryPreview, crm: string): readonly string[] => [
        say('would.mails', {
          crm,
          mails: preview.mailCount,
          cards: preview.cardCount,
          there: preview.thereCount,
        }),
        ...counted('would.headers-only', preview.headersOnlyCount),
        ...counted('would.attachments', preview.attachmentsCount),
        ...counted('would.held', preview.heldCount),
        ...counted('would.kept-out', preview.keptOutCount),
        ...counted('would.staying', preview.staying.cards, { ...preview.staying }),
        ...counted('would.waiting', preview.waitingCount, { crm }),
      ],
      arrived: ({ arrivedCount, waitingCount }: CarryReport) =>
        say('report.mails', { arrived: arrivedCount, waiting: waitingCount }),
      trouble: ({ because, refusal }: CarryReport['troubles'][number]) =>
        refusal === null ? say(`trouble.${because}`) : errorWords(refusal).what,
    };
  }, [intl, format, errorWords]);
}
