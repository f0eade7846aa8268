/** CRMs of the made-up mailbox: the one inside, one that asked for a pause, and those that a test connects. */
import type { CallName, Input, Output } from '../../app/contract/api.ts';
import type { ConnectorView, CrmProgress, CrmView } from '../../app/contract/crm-views.ts';
import { BUILTIN_CAPABILITIES, type CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import type { CrmId, SignInId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';

type CrmCall = Extract<CallName, `crms.${string}` | `sign-ins.${string}`>;
type CrmAnswers = { [Name in CrmCall]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>> };

const SELL: CrmCapabilities = {
  ...BUILTIN_CAPABILITIES,
  bodyLimitBytes: 48 * 1024,
  attachments: 'named',
  storesMailAs: 'note',
  dedupe: 'lookup',
  keepsDate: false,
  reportsDeletes: false,
  endOfLife: '2027-08-31',
  showsForeignMail: false,
  isLocal: false,
};
const CONNECTORS: readonly ConnectorView[] = [
  {
    connector: 'sell',
    url: 'https://api.getbase.com',
    signIn: [
      { kind: 'token', fields: [{ name: 'token', isOptional: false }] },
      {
        kind: 'oauth',
        fields: [
          { name: 'client-id', isOptional: false },
          { name: 'client-secret', isOptional: false },
        ],
        redirectUri: 'http://localhost:47113/callback',
      },
    ],
    capabilities: SELL,
  },
  {
    connector: 'hubspot',
    url: 'https://api.hubapi.com',
    signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }],
    capabilities: { ...SELL, storesMailAs: 'email', endOfLife: null },
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

const REVOKED = { code: 'crm.auth-revoked', details: {} } as const;

/** Cards that come in when they are read, and how long a page of them takes. */
const CARDS = 20_000;
const PAGE_MS = 300;

interface Told {
  /** The CRMs are others than before. */
  readonly changed: () => void;
  readonly progress: (progress: CrmProgress) => void;
}

export function fakeCrms(now: number, { changed, progress }: Told): CrmAnswers {
  let crms: readonly CrmView[] = [
    viewOf('builtin', { capabilities: BUILTIN_CAPABILITIES }),
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
      // A service key of HubSpot is nobody's in particular.
      const userName = connector === 'hubspot' ? null : 'Sally Berg';
      crms = [...crms, viewOf(connector, { url: url ?? view?.url ?? null, userName, capabilities })];
      changed();
      const crmId: string = connector;
      return crmId as CrmId;
    },
    'crms.sign-in'({ crmId }) {
      crms = crms.map((crm) => (crm.id === crmId ? { ...crm, trouble: null } : crm));
      changed();
      return { user: 'Sally Berg' };
    },
    'sign-ins.begin'({ connector }) {
      const signInId: string = connector;
      return { signInId: signInId as SignInId, authorizeUrl: 'http://127.0.0.1:9/authorize?state=of-the-test' };
    },
    // The browser never comes back here.
    'sign-ins.end': () => new Promise(() => undefined),
    'sign-ins.cancel': () => null,
    'crms.check': () => ({ user: 'Sally Berg' }),
    async 'crms.load'({ crmId }) {
      // Somebody took the right of this one away.
      if (crmId === 'sell') {
        crms = crms.map((crm) => (crm.id === crmId ? { ...crm, hold: null, trouble: REVOKED } : crm));
        changed();
        throw new MailpinError(REVOKED.code);
      }
      for (let done = 4_000; done <= CARDS; done += 4_000) {
        progress({ crmId, done, total: CARDS, isOver: false });
        await new Promise((resolve) => setTimeout(resolve, PAGE_MS));
      }
      progress({ crmId, done: 0, total: null, isOver: true });
      return { cardCount: CARDS };
    },
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
    capabilities: BUILTIN_CAPABILITIES,
    cardCounts: { lead: 14, contact: 212, company: 58, deal: 37 },
    readAt: null,
    trouble: null,
    hold: null,
    outbox: { waiting: 3, arrived: 1_204, dead: connector === 'builtin' ? 0 : 2 },
    ...more,
  };
}
