import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MailId } from '../../../app/domain/ids.ts';
import { useApi } from '../../data/api-context.tsx';

export interface Pictures {
  /** `data:` addresses by Content-ID: the only kind of picture that a mail's frame shows unasked. */
  readonly byContentId: ReadonlyMap<string, string>;
  readonly leftOutCount: number;
  readonly error: Error | null;
  readonly again: () => void;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** The pictures that a mail carries, fetched with the first look at it and kept while the window is open. */
export function usePictures(mailId: MailId, isNeeded: boolean): Pictures {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ['mails.pictures', mailId],
    queryFn: () => api.call('mails.pictures', { mailId }),
    enabled: isNeeded,
  });
  const byContentId = useMemo(
    () =>
      data === undefined
        ? NONE
        : new Map(data.pictures.map((one) => [one.contentId, `data:${one.mediaType};base64,${one.base64}`])),
    [data],
  );
  return { byContentId, leftOutCount: data?.leftOutCount ?? 0, error, again: () => void refetch() };
}
