import type { CardId, CrmId } from '../../app/domain/ids.ts';
import type { CrmAccount } from '../../app/domain/crm-account.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { listCrmAccounts } from '../db/crm-accounts.ts';
import type { ReadDb } from '../db/sql.ts';

/** Every CRM that Mailpin speaks with now: the one inside it, and those the user connected. */
export interface Crms {
  readonly builtin: CrmConnector & CardKeeper;
  /** The one inside first. Another program may have connected or disconnected one a moment ago. */
  all(): readonly CrmConnector[];
  /** Throws input.unknown-crm. */
  named(crmId: CrmId): CrmConnector;
  /** Throws input.unknown-crm when its CRM is not connected. */
  ofCard(cardId: CardId): CrmConnector;
}

/** @param open makes the connector of a connected CRM; it is kept, since it paces its requests */
export function crmsOf(
  db: ReadDb,
  builtin: CrmConnector & CardKeeper,
  open: (account: CrmAccount) => CrmConnector,
): Crms {
  const opened = new Map<string, CrmConnector>();
  const connectorOf = (account: CrmAccount): CrmConnector => {
    const key = `${account.id} ${account.url}`;
    const connector = opened.get(key) ?? open(account);
    opened.set(key, connector);
    return connector;
  };
  const all = (): readonly CrmConnector[] => [
    builtin,
    ...listCrmAccounts(db)
      .filter(({ disconnectedAt }) => disconnectedAt === null)
      .map(connectorOf),
  ];
  const named = (crmId: CrmId): CrmConnector => {
    const found = all().find(({ id }) => id === crmId);
    if (found === undefined) throw new MailpinError('input.unknown-crm', { crm: crmId });
    return found;
  };
  return { builtin, all, named, ofCard: (cardId) => named((cardId.split(':')[0] ?? '') as CrmId) };
}
