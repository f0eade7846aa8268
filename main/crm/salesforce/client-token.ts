import type { SignInValues } from '../../../app/domain/sign-in.ts';
import type { Access } from '../connector-kind.ts';
import { askForTokens, toGrant } from '../http/token-keeper.ts';

/**
 * Access tokens by OAuth's client credentials flow (RFC 6749 4.4), which works at an organization's own address only. Salesforce says
 * no end of a token and gives none to renew it with: a refused one is replaced by asking again, once for all who wait.
 */
export function clientToken(baseUrl: string, values: SignInValues): Access['bearer'] {
  const tokenUrl = `${baseUrl}/services/oauth2/token`;
  let held: Promise<string> | null = null;
  let asking = false;

  async function ask(): Promise<string> {
    const answer = await askForTokens(tokenUrl, { grant_type: 'client_credentials' }, values, 'body');
    return toGrant(answer, { refreshToken: null, tokenUrl }, Date.now()).accessToken;
  }

  return async (isRefused) => {
    if (held === null || (isRefused && !asking)) {
      asking = true;
      held = ask().finally(() => {
        asking = false;
      });
    }
    try {
      return await held;
    } catch (error) {
      held = null;
      throw error;
    }
  };
}
