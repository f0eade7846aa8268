import { useEffect, useState } from 'react';
import type { CrmProgress } from '../../../app/contract/crm-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { useApi } from '../../data/api-context.tsx';

/** How far reading the cards of a CRM is, whoever began it; null when nobody reads them. */
export function useCrmProgress(crmId: CrmId): CrmProgress | null {
  const api = useApi();
  const [progress, setProgress] = useState<CrmProgress | null>(null);
  useEffect(
    () =>
      api.on('crm.progress', (told) => {
        if (told.crmId === crmId) setProgress(told.isOver ? null : told);
      }),
    [api, crmId],
  );
  return progress;
}
