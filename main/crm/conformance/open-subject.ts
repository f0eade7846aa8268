import type { ConnectorName, CrmAccount } from '../../../app/domain/crm-account.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { isSecretField, type Credential, type SignInField, type SignInValues } from '../../../app/domain/sign-in.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { accessOf } from '../access.ts';
import { CONNECTORS } from '../connectors.ts';
import type { Pace } from '../http/limiter.ts';
import { faultProxy, type IsWrite } from './fault-proxy.ts';
import type { Subject } from './subject.ts';

/** A CRM to be tried, by its address and what signs in there. */
export interface Tried {
  readonly connector: ConnectorName;
  readonly url: string;
  readonly credential: Credential;
  readonly runId: string;
  readonly isWrite?: IsWrite;
  readonly searchLagMs?: number;
  readonly fill?: (contactCount: number) => Promise<void>;
  /** Time as the rate limit counts it; the computer's own when left out. */
  readonly pace?: Pace;
}
export interface OpenSubject {
  readonly subject: Subject;
  readonly close: () => Promise<void>;
}

/** Every method but GET changes something, unless the CRM is known to read by POST. */
const BY_METHOD: IsWrite = (method) => method !== 'GET';

/** Opens a CRM three times: straight, with a wrong credential, and over a line that can fail. */
export async function openSubject(tried: Tried): Promise<OpenSubject> {
  const { connector, url, credential, runId, isWrite = BY_METHOD, searchLagMs, fill, pace } = tried;
  const line = await faultProxy(url, isWrite);
  const subject: Subject = {
    crm: opened(connector, url, credential, pace),
    withBadCredential: opened(connector, url, { ...credential, ...spoilt(credential) }, pace),
    runId,
    faulty: { crm: opened(connector, line.url, credential, pace), faults: line },
    ...(searchLagMs !== undefined && { searchLagMs }),
    ...(fill !== undefined && { fill }),
  };
  return { subject, close: () => line.stop() };
}

function opened(connector: ConnectorName, url: string, credential: Credential, pace?: Pace): CrmConnector {
  const kind = CONNECTORS[connector];
  const id: string = connector;
  const account: CrmAccount = { id: id as CrmId, connector, url };
  let kept = credential;
  const store = {
    load: () => Promise.resolve(kept),
    save: (renewed: Credential) => {
      kept = renewed;
      return Promise.resolve();
    },
  };
  return kind.open(account, accessOf(credential, kind.oauth, store), pace);
}

/** The same credential with its secrets changed in the last place, so that its form stays right. */
function spoilt({ values, grant }: Credential): Pick<Credential, 'values' | 'grant'> {
  const wrong: SignInValues = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isSecret(name) ? otherEnd(value) : value]),
  );
  return {
    values: wrong,
    grant: grant && { ...grant, accessToken: otherEnd(grant.accessToken), refreshToken: null },
  };
}

function isSecret(name: string): boolean {
  return isSecretField(name as SignInField);
}

function otherEnd(secret: string): string {
  return secret.slice(0, -1) + (secret.endsWith('0') ? '1' : '0');
}
