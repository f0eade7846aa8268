import type { MessageStructureObject } from 'imapflow';
import {
  contentIdOf,
  dispositionOf,
  encodingOf,
  isMessage,
  isMultipart,
  numberParts,
  partsOf,
  type MimePart,
} from '../parse/mime-part.ts';
import { decodedSize } from '../parse/transfer-encoding.ts';

const ENCODED = new Set(['base64', 'quoted-printable']);
/** A blank line and an end. */
const EMPTY_BODY_BYTES = 4;

/** The tree of parts as the server describes it (RFC 3501 7.4.2 BODYSTRUCTURE). Part numbers are our own count, as everywhere. */
export function partsFromStructure(structure: MessageStructureObject): MimePart {
  return numberParts(toPart(structure));
}

/**
 * Whether the server made sense of the mail, so that its parts can be asked for one by one; otherwise we read the whole mail. It
 * did not when a multipart has no parts, when all parts are empty and the body is not, and for a mail within the mail that is encoded.
 */
export function isDescribed(root: MimePart, bodyBytes: number): boolean {
  const parts = [...partsOf(root)];
  const isReadable = parts.every((part) =>
    isMultipart(part) ? part.children.length > 0 : !isMessage(part) || !ENCODED.has(part.encoding),
  );
  return isReadable && (bodyBytes <= EMPTY_BODY_BYTES || parts.some((part) => part.sizeBytes > 0));
}

function toPart(node: MessageStructureObject): MimePart {
  const encoding = encodingOf(node.encoding ?? null);
  return {
    number: '',
    mediaType: node.type.toLowerCase(),
    parameters: new Map(Object.entries(node.parameters ?? {})),
    disposition: dispositionOf(node.disposition ?? ''),
    dispositionParameters: new Map(Object.entries(node.dispositionParameters ?? {})),
    encoding,
    contentId: contentIdOf(node.id ?? null),
    sizeBytes: decodedSize(node.size ?? 0, encoding),
    innerSubject: node.envelope?.subject ?? null,
    children: (node.childNodes ?? []).map(toPart),
    body: null,
  };
}
