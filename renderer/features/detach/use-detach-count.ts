import { useEffect, useState } from 'react';
import type { Input } from '../../../app/contract/api.ts';
import { useApi } from '../../data/api-context.tsx';

/** How many mails a detach would take off its card; null until the engine has counted, and when it cannot: the detach says why then. */
export function useDetachCount(order: Input<'links.detach'>): number | null {
  const api = useApi();
  const asked = JSON.stringify(order);
  const [counted, setCounted] = useState<{ readonly asked: string; readonly mailCount: number } | null>(null);
  useEffect(() => {
    let isHere = true;
    api.call('links.preview-detach', JSON.parse(asked) as Input<'links.detach'>).then(
      ({ mailCount }) => isHere && setCounted({ asked, mailCount }),
      () => isHere && setCounted(null),
    );
    return () => {
      isHere = false;
    };
  }, [api, asked]);
  return counted?.asked === asked ? counted.mailCount : null;
}
