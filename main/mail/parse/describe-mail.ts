import type { ParsedMail, PartView } from '../../../app/contract/parsed-mail-views.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { ownText, splitQuotedHistory } from '../../../app/rules/quoted-history.ts';
import { givenFileName } from './file-name.ts';
import { splitEntity, type Header } from './header.ts';
import { withLineFeeds } from './line-ends.ts';
import { parseMailDate } from './mail-date.ts';
import type { MimePart } from './mime-part.ts';
import { parseMail } from './parse-mail.ts';
import { scanParts } from './scan-parts.ts';

/**
 * How a mail is understood, read whole and with nothing known of where it came from.
 * Errors: input.not-a-mail, for bytes without a single header field.
 *
 * @param readAt stands for the time of arrival where the mail itself does not tell it
 */
export function describeMail(raw: Uint8Array, readAt: UnixMs): ParsedMail {
  const entity = splitEntity(withLineFeeds(raw), false);
  if (entity.header.length === 0) throw new MailpinError('input.not-a-mail');
  const received = lastReceived(entity.header);
  const { isDateGuessed, ...content } = parseMail(raw, received ?? readAt);
  const { quotedAbove, quoted } = splitQuotedHistory(content.text);
  return {
    ...content,
    sentAtFrom: isDateGuessed ? (received === null ? 'none' : 'received') : 'date',
    ownText: ownText(content.text),
    quotedAbove,
    quoted,
    parts: partView(scanParts(entity)),
  };
}

/** The newest hop stands on top (RFC 5321 4.4), its time behind the last semicolon. */
function lastReceived(header: Header): UnixMs | null {
  for (const { name, value } of header) {
    const at = name === 'received' ? parseMailDate(value.slice(value.lastIndexOf(';') + 1)) : null;
    if (at !== null) return at;
  }
  return null;
}

function partView(part: MimePart): PartView {
  return {
    part: part.number,
    mediaType: part.mediaType,
    charset: part.parameters.get('charset') ?? null,
    encoding: part.encoding,
    disposition: part.disposition,
    fileName: givenFileName(part),
    contentId: part.contentId,
    sizeBytes: part.sizeBytes,
    children: part.children.map(partView),
  };
}
