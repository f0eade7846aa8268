import type { CrmAccount } from '../../app/domain/crm-account.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import type { SignInKind, SignInValues, SignInWay } from '../../app/domain/sign-in.ts';
import type { CrmConnector } from '../../app/ports.ts';
import type { Pace } from './http/limiter.ts';
import type { ClientProof } from './http/token-keeper.ts';

/** How a CRM elsewhere is spoken with. */
export interface ConnectorKind {
  readonly capabilities: CrmCapabilities;
  /** Where it is for everybody; null when every customer has an address of their own. */
  readonly url: string | null;
  /** Ways to sign in, the one to offer first at the top. */
  readonly signIn: readonly SignInWay[];
  /** Null where nobody signs in by the browser. */
  readonly oauth: OAuthKind | null;
  /** @param pace time as the rate limit counts it; the computer's own when left out */
  readonly open: (account: CrmAccount, access: Access, pace?: Pace) => CrmConnector;
}

/** Who asks, as a connector needs it to sign its requests. */
export interface Access {
  readonly kind: SignInKind;
  /** What the user typed. */
  readonly values: SignInValues;
  /**
   * The secret of the sign-in as it is valid now: the token or key that was typed, or a fresh access token.
   * @param isRefused the last one was refused: another, or null when there is none
   */
  readonly bearer: (isRefused: boolean) => Promise<string | null>;
}

export interface OAuthKind {
  readonly proof: ClientProof;
  /** The address to come back to is entered with the app at the CRM, port and all; else any free port will do (RFC 8252 7.3). */
  readonly isRedirectRegistered: boolean;
  /** Where one signs in: known, or found at the CRM's address (RFC 8414), with a client registered there (RFC 7591). */
  readonly server: (url: string | null, redirectUri: string, values: SignInValues) => Promise<OAuthServer>;
  /** Where the interface is for who signed in, when the token answer says it; null leaves the address as it is. */
  readonly baseUrlOf?: (tokenAnswer: unknown) => string | null;
}

export interface OAuthServer {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  /** By which the server names itself (RFC 8414 2), where it says so. */
  readonly issuer: string | null;
  /** To be kept with the grant: what was typed, or what the registration gave. */
  readonly values: SignInValues;
}
