import type { SignInWay } from '../../../app/domain/sign-in.ts';
import { REGISTERED_REDIRECT } from './loopback.ts';

/** A sign-in in the browser with an app that the customer made at the CRM: a program on many computers could keep no secret of its own. */
export function ownApp(): SignInWay {
  return {
    kind: 'oauth',
    fields: [
      { name: 'client-id', isOptional: false },
      { name: 'client-secret', isOptional: false },
    ],
    redirectUri: REGISTERED_REDIRECT,
  };
}
