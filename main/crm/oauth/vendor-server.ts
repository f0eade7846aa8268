import type { SignInValues } from '../../../app/domain/sign-in.ts';
import type { OAuthKind, OAuthServer } from '../connector-kind.ts';

/** Where a vendor lets people sign in, the same for all its customers. */
export interface VendorServer {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
}

/**
 * A vendor's sign-in server with the app that the customer made there.
 * @param isVendors whether an address is the vendor's own; any other one has the paths of the vendor's server itself
 */
export function vendorServer(
  { authorizeUrl, tokenUrl, scopes }: VendorServer,
  isVendors: (hostname: string) => boolean,
): OAuthKind['server'] {
  return (url: string | null, _redirectUri: string, values: SignInValues): Promise<OAuthServer> => {
    const at = (vendors: string): string =>
      url === null || isVendors(new URL(url).hostname) ? vendors : url + new URL(vendors).pathname;
    return Promise.resolve({
      authorizeUrl: at(authorizeUrl),
      tokenUrl: at(tokenUrl),
      scopes,
      issuer: null,
      values,
    });
  };
}
