import type { Credential } from '../../app/domain/sign-in.ts';
import type { Access, OAuthKind } from './connector-kind.ts';
import { tokenKeeper, type TokenKeeperParts } from './http/token-keeper.ts';

/** A credential as a connector uses it. What is typed never renews; what OAuth gave does. */
export function accessOf(
  credential: Credential,
  oauth: OAuthKind | null,
  store: Pick<TokenKeeperParts, 'load' | 'save'>,
): Access {
  const { kind, values } = credential;
  if (kind === 'oauth' && oauth !== null) {
    return { kind, values, bearer: tokenKeeper({ proof: oauth.proof, now: Date.now, ...store }) };
  }
  const typed = values.token ?? values.key ?? values.secret ?? null;
  return { kind, values, bearer: (isRefused) => Promise.resolve(isRefused ? null : typed) };
}
