import type { z } from 'zod';
import { MailpinError } from '../../app/errors.ts';

/** What a CRM answered, as what it should be. Throws crm.protocol. */
export function readAs<Value>(shape: z.ZodType<Value>, body: unknown, host: string): Value {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new MailpinError('crm.protocol', { host }, { cause: parsed.error });
  return parsed.data;
}
