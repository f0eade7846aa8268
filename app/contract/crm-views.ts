/** Connected CRMs as they are shown. */
import type { CardKind } from '../domain/card.ts';
import type { ConnectorName } from '../domain/crm-account.ts';
import type { CrmId, UnixMs } from '../domain/ids.ts';
import type { CrmCapabilities } from '../domain/crm-capabilities.ts';
import type { SignInWay } from '../domain/sign-in.ts';
import type { WireError } from './wire.ts';

export interface CrmView {
  readonly id: CrmId;
  /** `builtin`: the CRM inside Mailpin. */
  readonly connector: ConnectorName | 'builtin';
  readonly url: string | null;
  /** Who the user is there, as the CRM says; null inside Mailpin, and where the credential is nobody's in particular. */
  readonly userName: string | null;
  readonly isConnected: boolean;
  readonly capabilities: CrmCapabilities;
  /** Cards known, without those that are gone. */
  readonly cardCounts: Readonly<Record<CardKind, number>>;
  /** When all changes of its cards were read last. */
  readonly readAt: UnixMs | null;
  readonly trouble: WireError | null;
  /** It takes nothing before then: it asked to slow down, or its budget is used up. */
  readonly hold: { readonly until: UnixMs; readonly because: WireError['code'] } | null;
  readonly outbox: { readonly waiting: number; readonly arrived: number; readonly dead: number };
}

/** A CRM that can be connected, and how one signs in there. */
export interface ConnectorView {
  readonly connector: ConnectorName;
  /** Null when every customer has an address of their own, which must be asked for. */
  readonly url: string | null;
  readonly signIn: readonly SignInWay[];
  readonly capabilities: CrmCapabilities;
}

/** How far reading the cards of a CRM is that runs now. */
export interface CrmProgress {
  readonly crmId: CrmId;
  readonly done: number;
  /** Cards that this reading brings in all; null where the CRM does not say. */
  readonly total: number | null;
  /** It came to an end, or failed. */
  readonly isOver: boolean;
}
