/** HubSpot's refusals as it words them. Source: developers.hubspot.com, error handling; the bodies as its users report them. */
import type { FakeAnswer } from '../fake-http.ts';

const CORRELATION = 'aeb5f871-7f07-4993-9211-075dc63e7cbf';

function refusal(status: number, category: string, message: string, more: object = {}): FakeAnswer {
  return { status, body: { status: 'error', message, correlationId: CORRELATION, category, ...more } };
}

export const UNKNOWN_TOKEN = refusal(
  401,
  'INVALID_AUTHENTICATION',
  'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
);
export const NOT_FOUND = refusal(404, 'OBJECT_NOT_FOUND', 'resource not found');
/** A version of the interface that there is not. */
export const NO_SUCH_PATH: FakeAnswer = { status: 404, body: '<html><body>404 Not Found</body></html>' };

export function missingScopes(scopes: readonly string[]): FakeAnswer {
  return refusal(403, 'MISSING_SCOPES', "This app hasn't been granted all required scopes to make this call.", {
    errors: [
      { message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: scopes } },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  });
}

export function invalid(message: string, errors: readonly object[] = []): FakeAnswer {
  return refusal(400, 'VALIDATION_ERROR', message, errors.length === 0 ? {} : { errors });
}

export function invalidProperty(name: string, error: string, message: string): FakeAnswer {
  const found = JSON.stringify([{ isValid: false, message, error, name }]);
  return invalid(`Property values were not valid: ${found}`, [
    { message, code: error, context: { propertyName: [name] } },
  ]);
}

export function tooMany(policyName: 'DAILY' | 'TEN_SECONDLY_ROLLING' | 'SECONDLY'): FakeAnswer {
  return {
    status: 429,
    body: {
      status: 'error',
      message: `You have reached your ${policyName.toLowerCase()} limit.`,
      errorType: 'RATE_LIMIT',
      correlationId: CORRELATION,
      policyName,
    },
  };
}
