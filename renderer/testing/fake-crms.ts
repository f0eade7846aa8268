/** CRMs of the made-up mailbox: the one inside, one that asked for a pause, and those that a test connects. */
import type { Input, Output } from '../../app/contract/api.ts';
import type { ConnectorView, CrmView } from '../../app/contract/crm-views.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import type { CrmId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';

type CrmCall = 'crms.connectors' | 'crms.list' | 'crms.connect' | 'crms.check' | 'crms.load' | 'crms.disconnect';
type CrmAnswers = { [Name in CrmCall]: (input: Input<Name>) => Output<Name> };

const BUILTIN: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'several',
  recipientLimit: null,
  bodyLimitBytes: null,
  attachments: 'here',
  attachmentLimitBytes: null,
  storesMailAs: 'email',
  dedupe: 'atomic',
  searchLagMs: 0,
  keepsDate: true,
  changes: 'cursor',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'delete-copy',
  showsForeignMail: false,
  isLocal: true,
};
const SELL: CrmCapabilities = {
  ...BUILTIN,
  bodyLimitBytes: 48 * 1024,
  attachments: 'named',
  storesMailAs: 'note',
  dedupe: 'lookup',
  keepsDate: false,
  reportsDeletes: false,
  endOfLife: '2027-08-31',
  isLocal: false,
};
const CONNECTORS: readonly ConnectorView[] = [
  {
    connector: 'sell',
    url: 'https://api.getbase.com',
    signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }],
    capabilities: SELL,
  },
  {
    connector: 'espocrm',
    url: null,
    signIn: [
      { kind: 'token', fields: [{ name: 'token', isOptional: false }] },
      {
        kind: 'login',
        fields: [
          { name: 'login', isOptional: false },
          { name: 'secret', isOptional: false },
        ],
      },
    ],
    capabilities: { ...SELL, cardsPerMail: 'one', storesMailAs: 'email', endOfLife: null },
  },
];

/** @param changed tells the window that the CRMs are others than before */
export function fakeCrms(now: number, changed: () => void): CrmAnswers {
  let crms: readonly CrmView[] = [
    viewOf('builtin', { capabilities: BUILTIN }),
    viewOf('sell', {
      url: 'https://api.getbase.com',
      userName: 'Sally Berg',
      capabilities: SELL,
      readAt: (now - 120_000) as UnixMs,
      hold: { until: (now + 7_200_000) as UnixMs, because: 'crm.quota-exhausted' },
    }),
  ];
  return {
    'crms.connectors': () => CONNECTORS,
    'crms.list': () => crms,
    'crms.connect'({ connector, url, values }) {
      if (values.token === 'wrong') throw new MailpinError('crm.auth-rejected');
      const view = CONNECTORS.find((one) => one.connector === connector);
      const capabilities = view?.capabilities ?? SELL;
      crms = [...crms, viewOf(connector, { url: url ?? view?.url ?? null, userName: 'Sally Berg', capabilities })];
      changed();
      const crmId: string = connector;
      return crmId as CrmId;
    },
    'crms.check': () => ({ user: 'Sally Berg' }),
    'crms.load': () => ({ cardCount: 12 }),
    'crms.disconnect'({ crmId }) {
      crms = crms.map((crm) => (crm.id === crmId ? { ...crm, isConnected: false, hold: null } : crm));
      changed();
      return null;
    },
  };
}

function viewOf(connector: CrmView['connector'], more: Partial<CrmView>): CrmView {
  const id: string = connector;
  return {
    id: id as CrmId,
    connector,
    url: null,
    userName: null,
    isConnected: true,
    capabilities: BUILTIN,
    cardCounts: { lead: 14, contact: 212, company: 58, deal: 37 },
    readAt: null,
    trouble: null,
    hold: null,
    outbox: { waiting: 3, arrived: 1_204, dead: connector === 'builtin' ? 0 : 2 },
    ...more,
  };
}
