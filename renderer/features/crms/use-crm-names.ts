import type { CrmId } from '../../../app/domain/ids.ts';
import { useAsk } from '../../data/ask.ts';
import { useText } from '../../text/use-text.ts';

/** What each CRM is called; one that the user named keeps that name. */
export function useCrmNames(): ReadonlyMap<CrmId, string> {
  const text = useText();
  const { data } = useAsk('crms.list', {});
  return new Map(
    data?.map(({ id, connector }) => [id, id === connector ? text(`crms.name.${connector}`) : String(id)] as const),
  );
}
