import { canonicalAddress } from '../../../app/domain/address.ts';
import { knowingRecent } from '../../../app/domain/recent.ts';
import { SENSITIVITIES, type MailContent, type Sensitivity } from '../../../app/domain/mail.ts';
import { fieldOf, type Header } from './header.ts';

/** Where mail servers write whose mailbox they put a mail into; Postfix, Exchange, Dovecot and qmail differ. */
const DELIVERY_FIELDS = new Set(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to']);
/** A header can name thousands; more than a few aliases of one mailbox are nobody's. */
const MOST_DELIVERIES = 10;
const MAX_LIST_ID_LENGTH = 255;

/** A mailbox has few addresses, and every mail names one. */
const deliveredAddress = knowingRecent(canonicalAddress);

/** By which mailing list a mail came (RFC 2919 3), to which addresses it was delivered, and who is to read it (RFC 4021). Never throws. */
export function roadOf(header: Header): Pick<MailContent, 'listId' | 'deliveredTo' | 'sensitivity'> {
  const delivered = header
    .filter(({ name }) => DELIVERY_FIELDS.has(name))
    .slice(0, MOST_DELIVERIES)
    .flatMap(({ value }) => deliveredAddress(value) ?? []);
  return {
    listId: listIdOf(fieldOf(header, 'list-id')),
    deliveredTo: [...new Set(delivered)],
    sensitivity: sensitivityOf(fieldOf(header, 'sensitivity')),
  };
}

/** Outlook writes capitals, some programs blanks for hyphens; `Normal` says nothing. */
function sensitivityOf(field: string | null): Sensitivity | null {
  const word = (field ?? '').trim().toLowerCase().replace(/\s+/g, '-');
  return SENSITIVITIES.find((known) => known === word) ?? null;
}

/** `Sales news <news.acme.example>` is `news.acme.example`; some senders leave the brackets out. */
function listIdOf(field: string | null): string | null {
  if (field === null) return null;
  const open = field.lastIndexOf('<');
  const close = field.indexOf('>', open);
  const bracketed = open >= 0 && close > open ? field.slice(open + 1, close) : field;
  const id = bracketed.trim().toLowerCase();
  return id === '' || id.length > MAX_LIST_ID_LENGTH || /\s/.test(id) ? null : id;
}
