import type { CrmId } from './ids.ts';

/** CRMs elsewhere that Mailpin speaks with. */
export const CONNECTOR_NAMES = ['sell'] as const;
export type ConnectorName = (typeof CONNECTOR_NAMES)[number];

/** A connected CRM. Its token is in the SecretStore under `crmSecretName`, never here. */
export interface CrmAccount {
  readonly id: CrmId;
  readonly connector: ConnectorName;
  /** Address of its interface, without a path at its end. */
  readonly url: string;
}

/** Under which name the token of a CRM is kept; no mail account has such an id. */
export function crmSecretName(id: CrmId): string {
  return `crm:${id}`;
}

/**
 * The address of a CRM as somebody types it: https unless it is this computer, no path, query or trailing slash.
 * @returns null when it is no address, or one that would send the token in clear over a network
 */
export function crmUrl(typed: string): string | null {
  const match = /^(?:(https?):\/\/)?([^/?#\s@]+)\/?$/i.exec(typed.trim());
  const [, scheme = 'https', host] = match ?? [];
  if (host === undefined || !/^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.test(host)) return null;
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/i.test(host);
  if (scheme.toLowerCase() === 'http' && !isHere) return null;
  return `${scheme.toLowerCase()}://${host.toLowerCase()}`;
}
