import { useIntl } from 'react-intl';
import { toMailpinError, type ErrorCode, type ErrorDetails } from '../../../app/errors.ts';

/** What went wrong and what to do next, in the catalogue's words. */
export interface ErrorWords {
  readonly what: string;
  readonly next: string;
}
type Failed = Readonly<{ code: ErrorCode; details: ErrorDetails }>;

export function useErrorWords(): (error: Failed | Error) => ErrorWords {
  const intl = useIntl();
  return (error) => {
    const { code, details } = 'code' in error ? error : toMailpinError(error);
    return {
      what: intl.formatMessage({ id: `error.${code}.what` }, details),
      next: intl.formatMessage({ id: `error.${code}.next` }, details),
    };
  };
}
