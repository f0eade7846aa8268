import { z } from 'zod';
import { SIGN_IN_FIELDS, SIGN_IN_KINDS, type Credential } from '../../app/domain/sign-in.ts';
import { MailpinError } from '../../app/errors.ts';

const stored = z.object({
  kind: z.enum(SIGN_IN_KINDS),
  values: z.partialRecord(z.enum(SIGN_IN_FIELDS), z.string()),
  grant: z
    .object({
      accessToken: z.string(),
      refreshToken: z.string().nullable(),
      expiresAt: z.number().nullable(),
      tokenUrl: z.url(),
    })
    .nullable()
    .default(null),
});

/** A credential as one text for the keychain: a lone token as it is, so that it can be put there by hand; all else as JSON. */
export function credentialText(credential: Credential): string {
  const { token = '' } = credential.values;
  return credential.kind === 'token' && !token.startsWith('{') ? token : JSON.stringify(credential);
}

/** Throws keychain.failed when the text is none of ours. */
export function readCredential(text: string): Credential {
  if (!text.startsWith('{')) return { kind: 'token', values: { token: text.trim() }, grant: null };
  try {
    return stored.parse(JSON.parse(text));
  } catch (error) {
    throw new MailpinError('keychain.failed', {}, { cause: error });
  }
}
