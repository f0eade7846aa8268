/** How one signs in to a CRM, as data: the page and the command line ask for what stands here. */

/** What a user may have to type, besides the address. */
export const SIGN_IN_FIELDS = ['token', 'login', 'key', 'secret', 'database', 'client-id', 'client-secret'] as const;
export type SignInField = (typeof SIGN_IN_FIELDS)[number];

/** Fields that are asked for in the dark and never shown again. */
const SECRET_FIELDS: readonly SignInField[] = ['token', 'key', 'secret', 'client-secret'];

/** `token`: one secret. `login`: a name and a secret. `oauth`: the user signs in at the CRM, in the browser. */
export const SIGN_IN_KINDS = ['token', 'login', 'oauth'] as const;
export type SignInKind = (typeof SIGN_IN_KINDS)[number];

/** One way to sign in to a CRM. */
export interface SignInWay {
  readonly kind: SignInKind;
  /** In the order in which they are asked for. */
  readonly fields: readonly { readonly name: SignInField; readonly isOptional: boolean }[];
  /** The sign-in itself says where the CRM is: no address is asked for. */
  readonly isUrlTold?: boolean;
  /** In the browser: what has to be entered as the address to come back to, where an app is made for Mailpin at the CRM. */
  readonly redirectUri?: string;
}

/** What the user typed, by field. */
export type SignInValues = Readonly<Partial<Record<SignInField, string>>>;

/** Tokens that a CRM gave after the user signed in there (RFC 6749 5.1). */
export interface OAuthGrant {
  readonly accessToken: string;
  /** Null when the CRM gave none: the user has to sign in again when the access token ends. */
  readonly refreshToken: string | null;
  /** Unix ms; null when the CRM does not say. */
  readonly expiresAt: number | null;
  /** Where tokens are renewed. */
  readonly tokenUrl: string;
}

/** All that signs a user in; kept in the keychain, never in the store. */
export interface Credential {
  readonly kind: SignInKind;
  readonly values: SignInValues;
  /** Null unless the kind is `oauth`. */
  readonly grant: OAuthGrant | null;
}

export function isSecretField(field: SignInField): boolean {
  return SECRET_FIELDS.includes(field);
}

/** The first way that the typed values fill; null when none does. */
export function wayFor(ways: readonly SignInWay[], values: SignInValues): SignInWay | null {
  return ways.find((way) => missingFields(way, values).length === 0) ?? null;
}

/** Fields of a way that must be filled and are not. */
export function missingFields({ fields }: SignInWay, values: SignInValues): readonly SignInField[] {
  return fields.filter(({ name, isOptional }) => !isOptional && (values[name] ?? '') === '').map(({ name }) => name);
}
