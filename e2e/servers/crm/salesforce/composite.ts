import type { FakeAnswer } from '../fake-http.ts';
import { notFound, Refused } from './refused.ts';
import { API } from './schema.ts';
import { create, type Org } from './writes.ts';

interface CompositeStep {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Requests in one, done whole or not at all. */
export function composite(org: Org, body: unknown): FakeAnswer {
  const { allOrNone, compositeRequest: steps } = body as {
    readonly allOrNone?: boolean;
    readonly compositeRequest: readonly CompositeStep[];
  };
  if (steps.length > 25)
    throw new Refused(400, 'LIMIT_EXCEEDED', 'Limit exceeded. The maximum number of composite requests is 25.');
  if (allOrNone !== true) throw new Refused(400, 'INVALID_INPUT', 'the stand-in does all or none');
  const made = new Map<string, string>();
  let failing = '';
  try {
    const results = org.tables.transaction(() =>
      steps.map((step) => {
        failing = step.referenceId;
        const row = create(org, typeOf(step), resolved(step.body, made), (id) => [...made.values()].includes(id));
        made.set(step.referenceId, row.Id);
        return {
          body: { id: row.Id, success: true, errors: [] },
          httpStatusCode: 201,
          referenceId: step.referenceId,
        };
      }),
    );
    return { status: 200, body: { compositeResponse: results } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const halted = [
      { errorCode: 'PROCESSING_HALTED', message: 'The transaction was rolled back since another operation failed.' },
    ];
    const { status, body: said } = error.answer();
    return {
      status: 200,
      body: {
        compositeResponse: steps.map(({ referenceId }) =>
          referenceId === failing
            ? { body: said, httpStatusCode: status, referenceId }
            : { body: halted, httpStatusCode: 400, referenceId },
        ),
      },
    };
  }
}

function typeOf({ method, url }: CompositeStep): string {
  const type = new RegExp(`^${API}/sobjects/(\\w+)$`).exec(url)?.[1];
  if (method !== 'POST' || type === undefined) throw notFound();
  return type;
}

/** `@{mail.id}` stands for the id of what an earlier step made. */
function resolved(values: CompositeStep['body'], made: ReadonlyMap<string, string>): CompositeStep['body'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const ref = typeof value === 'string' ? /^@\{(\w+)\.id\}$/.exec(value)?.[1] : undefined;
      return [name, ref === undefined ? value : made.get(ref)];
    }),
  );
}
