import type { FakeAnswer } from '../fake-http.ts';

/** A refusal as Salesforce says it: a list of errors, each with a code. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[];

  constructor(status: number, errorCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }

  answer(): FakeAnswer {
    const { status, errorCode, message, fields } = this;
    return { status, body: [{ message, errorCode, ...(fields.length > 0 && { fields }) }] };
  }
}

export function notFound(): Refused {
  return new Refused(404, 'NOT_FOUND', 'The requested resource does not exist');
}

export function malformedQuery(what: string): Refused {
  return new Refused(400, 'MALFORMED_QUERY', what);
}
