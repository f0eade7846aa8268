import type { MessageId } from '../../../app/domain/ids.ts';
import { canonicalMessageId } from '../../../app/domain/message-id.ts';
import { fieldOf, splitEntity, type Header } from './header.ts';

/** The Message-ID of a mail, read from its bytes or from those of its header; null when it has none. Linear; never throws. */
export function messageIdOf(bytes: Uint8Array): MessageId | null {
  return messageIdIn(splitEntity(bytes, false).header);
}

export function messageIdIn(header: Header): MessageId | null {
  return canonicalMessageId(fieldOf(header, 'message-id') ?? '');
}
