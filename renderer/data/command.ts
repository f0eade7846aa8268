import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { Input, Output } from '../../app/contract/api.ts';
import type { CommandName } from '../../app/contract/commands.ts';
import { useApi } from './api-context.tsx';

/** One command of the engine, with its progress and its error. */
export function useCommand<Name extends CommandName>(name: Name): UseMutationResult<Output<Name>, Error, Input<Name>> {
  const api = useApi();
  return useMutation<Output<Name>, Error, Input<Name>>({ mutationFn: (input) => api.call(name, input) });
}
