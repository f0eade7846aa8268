import { useEffect, useState } from 'react';
import type { AuditProgress } from '../../../app/contract/audit-views.ts';
import type { AccountId } from '../../../app/domain/ids.ts';
import { useApi } from '../../data/api-context.tsx';

/** How far the audit of an account is, whoever began it; null when none runs. */
export function useAuditProgress(accountId: AccountId): AuditProgress | null {
  const api = useApi();
  const [progress, setProgress] = useState<AuditProgress | null>(null);
  useEffect(() => {
    const stops = [
      api.on('audit.progress', (told) => {
        if (told.accountId === accountId) setProgress(told);
      }),
      api.on('audit.done', (done) => {
        if (done.accountId === accountId) setProgress(null);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [api, accountId]);
  return progress;
}
