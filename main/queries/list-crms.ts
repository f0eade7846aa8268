import type { CrmView } from '../../app/contract/crm-views.ts';
import { CARD_KINDS, type CardKind } from '../../app/domain/card.ts';
import type { ConnectorName } from '../../app/domain/crm-account.ts';
import type { CrmId, UnixMs } from '../../app/domain/ids.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import { listCrmAccounts } from '../db/crm-accounts.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';

const BUILTIN = 'builtin' as CrmId;

/** The CRM inside Mailpin, then those connected, in the order in which they were. */
export function listCrms(
  db: ReadDb,
  capabilitiesOf: (name: ConnectorName | 'builtin') => CrmCapabilities,
  now: UnixMs,
): readonly CrmView[] {
  const known = (id: CrmId) => ({ cardCounts: cardCounts(db, id), outbox: outboxCounts(db, id) });
  const builtin: CrmView = {
    ...known(BUILTIN),
    id: BUILTIN,
    connector: 'builtin',
    url: null,
    userName: null,
    isConnected: true,
    capabilities: capabilitiesOf('builtin'),
    readAt: null,
    trouble: null,
    hold: null,
  };
  const elsewhere = listCrmAccounts(db).map(
    ({ id, connector, url, userName, disconnectedAt, readAt, trouble, hold, way }): CrmView => ({
      ...known(id),
      id,
      connector,
      url,
      userName,
      isConnected: disconnectedAt === null,
      capabilities: { ...capabilitiesOf(connector), ...way },
      readAt,
      trouble,
      hold: hold !== null && hold.until > now ? hold : null,
    }),
  );
  return [builtin, ...elsewhere];
}

function cardCounts(db: ReadDb, crmId: CrmId): CrmView['cardCounts'] {
  const rows = all<{ readonly kind: CardKind; readonly count: number }>(
    db,
    sql`SELECT kind, count(*) AS count FROM card WHERE crm_id = ${crmId} AND gone_at IS NULL GROUP BY kind`,
  );
  const counts = new Map(rows.map((row) => [row.kind, row.count]));
  const [lead = 0, contact = 0, company = 0, deal = 0] = CARD_KINDS.map((kind) => counts.get(kind) ?? 0);
  return { lead, contact, company, deal };
}

function outboxCounts(db: ReadDb, crmId: CrmId): CrmView['outbox'] {
  return one<CrmView['outbox']>(
    db,
    sql`
    SELECT count(*) FILTER (WHERE state IN ('pending', 'sending', 'waiting')) AS waiting,
           count(*) FILTER (WHERE state = 'done' AND intent = 'attach') AS arrived,
           count(*) FILTER (WHERE state = 'dead') AS dead
      FROM outbox
     WHERE crm_id = ${crmId}`,
  );
}
