import { isAmbiguous, MailpinError, toMailpinError } from '../../../app/errors.ts';

/** The same trouble, of an order that may have had its effect. */
export function ambiguous(error: MailpinError): MailpinError {
  if (isAmbiguous(error)) return error;
  return new MailpinError(error.code, { ...error.details, ambiguous: 1 }, { cause: error });
}

/** Goes on with an order of which a part is done already: if the rest fails, whatever the reason, the whole is unsure. */
export async function afterWriting<Value>(rest: () => Promise<Value>): Promise<Value> {
  try {
    return await rest();
  } catch (error) {
    throw ambiguous(toMailpinError(error));
  }
}
