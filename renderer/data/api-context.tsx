import { createContext, useContext } from 'react';
import type { MailpinApi } from '../../app/contract/api.ts';

const ApiContext = createContext<MailpinApi | null>(null);
export const ApiProvider = ApiContext.Provider;

export function useApi(): MailpinApi {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('no ApiProvider above');
  return api;
}
