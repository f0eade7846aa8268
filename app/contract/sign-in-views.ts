/** Signing in to CRMs. */
import type { ConnectorName } from '../domain/crm-account.ts';
import type { CrmId, SignInId } from '../domain/ids.ts';
import type { SignInValues } from '../domain/sign-in.ts';

/** A CRM elsewhere to be connected. */
export interface ConnectCrm {
  readonly connector: ConnectorName;
  /** What it is called here, and in the ids of its cards; the connector's name when left out. */
  readonly name?: string | undefined;
  /** Needed where every customer has an address of their own. */
  readonly url?: string | undefined;
  /** What one of the ways to sign in asks for; goes straight into the keychain. */
  readonly values: SignInValues;
}

/** A CRM that one signs in to in the browser: one to be connected, or one that is. */
export interface BrowserSignInOrder extends ConnectCrm {
  /** Signs in again to this one. */
  readonly crmId?: CrmId | undefined;
  /** What the browser shows at the end. */
  readonly words: { readonly done: string; readonly refused: string };
}

/** A sign-in that waits for the browser. */
export interface BegunSignIn {
  readonly signInId: SignInId;
  /** To be opened in the user's browser. */
  readonly authorizeUrl: string;
}
