import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Input, Output } from '../../app/contract/api.ts';
import type { QueryName } from '../../app/contract/queries.ts';
import { useApi } from './api-context.tsx';

type AskOptions = Readonly<{
  /** False: do not ask yet. */
  isEnabled?: boolean;
}>;

/** The answer to one query, kept up to date by the engine's events. */
export function useAsk<Name extends QueryName>(
  name: Name,
  input: Input<Name>,
  { isEnabled = true }: AskOptions = {},
): UseQueryResult<Output<Name>> {
  const api = useApi();
  return useQuery<Output<Name>>({
    queryKey: [name, input],
    queryFn: () => api.call(name, input),
    enabled: isEnabled,
  });
}
