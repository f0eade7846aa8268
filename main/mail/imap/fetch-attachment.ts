import type { ImapFlow } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { innerContent, innerNumber } from '../parse/inner-files.ts';
import { partContent } from '../parse/part-content.ts';
import { decodeTransfer } from '../parse/transfer-encoding.ts';
import { isDescribed, partsFromStructure } from './structure.ts';
import { findPart } from '../parse/mime-part.ts';

/** Decoded bytes of one part, or of a file inside one (`2#1`). Errors: mail.gone (the mail, or that part of it); throws what imapflow throws. */
export async function fetchAttachment(client: ImapFlow, uid: Uid, number: string): Promise<Uint8Array> {
  const described = await client.fetchOne(
    String(uid),
    { uid: true, bodyStructure: true, size: true, headers: true },
    { uid: true },
  );
  if (described === false || described.bodyStructure === undefined) throw new MailpinError('mail.gone', { uid });
  const root = partsFromStructure(described.bodyStructure);
  const bodyBytes = (described.size ?? 0) - (described.headers?.length ?? 0);
  if (!isDescribed(root, bodyBytes)) return await fromWholeMail(client, uid, number);
  const inner = innerNumber(number);
  const outer = inner?.part ?? number;
  const part = findPart(root, outer);
  if (part === null) throw new MailpinError('mail.gone', { uid, part: number });
  const message = await client.fetchOne(String(uid), { uid: true, bodyParts: [outer] }, { uid: true });
  const bytes = message === false ? undefined : message.bodyParts?.get(outer);
  const content = bytes === undefined || inner === null ? bytes : innerContent(part, bytes, inner.index);
  if (content === undefined || content === null) throw new MailpinError('mail.gone', { uid, part: number });
  return inner === null ? decodeTransfer(content, part.encoding) : content;
}

async function fromWholeMail(client: ImapFlow, uid: Uid, number: string): Promise<Uint8Array> {
  const message = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
  const content = message === false || message.source === undefined ? null : partContent(message.source, number);
  if (content === null) throw new MailpinError('mail.gone', { uid, part: number });
  return content;
}
