import type { CrmId } from './ids.ts';

/** CRMs elsewhere that Mailpin speaks with. */
export const CONNECTOR_NAMES = ['espocrm', 'hubspot', 'odoo', 'pipedrive', 'salesforce', 'sell', 'twenty'] as const;
export type ConnectorName = (typeof CONNECTOR_NAMES)[number];

/** A connected CRM. Its token is in the SecretStore under `crmSecretName`, never here. */
export interface CrmAccount {
  readonly id: CrmId;
  readonly connector: ConnectorName;
  /** Address of its interface, with the path of a CRM that is installed below one, without a slash at its end. */
  readonly url: string;
}

/** Under which name the token of a CRM is kept; no mail account has such an id. */
export function crmSecretName(id: CrmId): string {
  return `crm:${id}`;
}

/**
 * The address of a CRM as somebody types it: https unless it is this computer, no query, no page, no trailing slash. A path stays: a
 * CRM may be installed below one.
 * @returns null when it is no address, or one that would send the token in clear over a network
 */
export function crmUrl(typed: string): string | null {
  const match = /^(?:(https?):\/\/)?([^/?#\s@]+)((?:\/[\w.~%-]+)*)\/?(?:#.*)?$/i.exec(typed.trim());
  const [, scheme = 'https', host, path = ''] = match ?? [];
  if (host === undefined || !/^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.test(host)) return null;
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/i.test(host);
  if (scheme.toLowerCase() === 'http' && !isHere) return null;
  // The page that a browser shows is none of the interface's path.
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.replace(/\/[\w.-]+\.(?:php|html?)$/i, '')}`;
}
