/** What the conformance suite needs of a stand-in: a CRM with cards of each kind in it, and the way to sign in there. */
import type { SignInValues } from '../../../app/domain/sign-in.ts';

export interface StandIn {
  readonly url: string;
  /** What signs in there. */
  readonly values: SignInValues;
  /** How long its search lags behind what was written. */
  readonly searchLagMs?: number;
  /** Adds contacts. */
  readonly fill: (contactCount: number) => Promise<void>;
  /** Subjects of the mails on the deal "Pumps", copies included. */
  readonly onDeal: () => readonly string[];
  readonly stop: () => Promise<void>;
}
