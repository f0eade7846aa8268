import type { CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { changesByKind } from '../changes-by-kind.ts';
import { askedOnce } from '../asked-once.ts';
import { firstAsked, refuseWithout } from '../http/at-sign-in.ts';
import type { Pace } from '../http/limiter.ts';
import { espoCards } from './changes.ts';
import { attachEmail, detachEmail, emailsOn, findOnCard } from './emails.ts';
import type { EspoAuth } from './espo-auth.ts';
import { espoClient } from './espo-client.ts';
import { appUser } from './records.ts';
import { missingRights, readableKinds } from './rights.ts';
import { readStages } from './stages.ts';

/**
 * EspoCRM, whose importer takes a mail as it is and refuses a second copy by its Message-ID. What a request may weigh is set by each
 * server's PHP and proxy; the limit of an attachment is an assumption that fits the 30 MB of the vendor's own container image. Mail
 * that a server takes no more goes without its files.
 */
export const ESPOCRM_CAPABILITIES: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'one',
  recipientLimit: null,
  bodyLimitBytes: 1024 * 1024,
  attachments: 'sent',
  attachmentLimitBytes: 16 * 1024 * 1024,
  storesMailAs: 'email',
  dedupe: 'atomic',
  searchLagMs: 0,
  keepsDate: true,
  changes: 'updated-since',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'delete-copy',
  showsForeignMail: true,
  isLocal: false,
};

/** @param siteUrl where the browser opens EspoCRM, for example `https://crm.acme.example/espo` */
export function espoCrm(id: CrmId, siteUrl: string, auth: EspoAuth, pace?: Pace): CrmConnector {
  const client = espoClient(siteUrl, auth, pace);
  const { host } = new URL(siteUrl);
  const self = askedOnce(() => client.get('/App/user', appUser));
  const stages = askedOnce(() => readStages(client, id));
  const userId = async (): Promise<string> => (await self()).user.id;
  const kinds = async () => readableKinds((await self()).acl.table);
  const around = async () => ({ crmId: id, stages: (await kinds()).includes('deal') ? await stages() : new Map() });
  const cards = espoCards({ client, crmId: id, around, kinds });
  return {
    id,
    capabilities: ESPOCRM_CAPABILITIES,
    async check(signal) {
      const { user, acl } = await firstAsked(host, () => client.get('/App/user', appUser, { signal }));
      refuseWithout(missingRights(acl.table));
      return { user: user.name || user.userName || user.id };
    },
    changes: (cursor, signal) => changesByKind(cards, cursor, signal),
    findActivity: (key, cardId, signal) => findOnCard(client, key, cardId, signal),
    attach: (activity, cardId, signal) => attachEmail(client, activity, cardId, signal),
    detach: (key, cardId, signal) => detachEmail(client, key, cardId, userId, signal),
    activitiesOn: (cardId, signal) => emailsOn(client, cardId, userId, signal),
  };
}
