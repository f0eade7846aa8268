import { z } from 'zod';
import { crmUrl } from '../../../app/domain/crm-account.ts';

/** An address that a token answer names; one that would send the token in clear is none. */
export const crmAddress = z.string().transform((typed, context) => {
  const url = crmUrl(typed);
  if (url !== null) return url;
  context.issues.push({ code: 'custom', input: typed, message: 'no address of a CRM' });
  return z.NEVER;
});
