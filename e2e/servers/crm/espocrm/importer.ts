/**
 * The importer of mail files. Source: Espo/Tools/Email/ImportEmlService, Espo/Core/Mail/Importer (DefaultImporter,
 * DefaultParentFinder): a known Message-ID is refused with the record that has it; of several imports at once one makes the record
 * and the others are answered with the same one; the mail is put on the record of the mail it answers, else on the account of the
 * contact it is from or to, else on the contact, the account or the lead with that address.
 */
import PostalMime, { type Address, type Email as ParsedMail } from 'postal-mime';
import type { FakeAnswer } from '../fake-http.ts';
import { newId, type EspoRecord, type RecordStore } from './records.ts';
import { refused } from './refused.ts';

export async function importEml(store: RecordStore, source: Buffer, author: string): Promise<FakeAnswer> {
  const messageId = /^message-id:[ \t]*(?:\r?\n[ \t]+)?(\S+)/im.exec(source.toString())?.[1] ?? '';
  const known = byMessageId(store, messageId);
  if (known !== undefined) return conflict(known);
  const parsed = await PostalMime.parse(source);
  // The importer takes no mail that EspoCRM itself sent to its users.
  if (messageId.includes('@espo-system')) return refused(500, 'Could not import.');
  const meanwhile = byMessageId(store, messageId);
  if (meanwhile !== undefined) return { status: 200, body: { id: meanwhile.id } };
  const parent = parentOf(store, parsed);
  const email = store.put(
    'Email',
    {
      name: parsed.subject === undefined || parsed.subject === '' ? '(No Subject)' : parsed.subject.slice(0, 255),
      messageId: messageId === '' ? `dummy:${newId()}` : messageId,
      dateSent: (parsed.date ?? store.now()).slice(0, 19).replace('T', ' '),
      from: addressesOf(parsed.from)[0] ?? null,
      to: parsed.to?.flatMap(addressesOf).join(';') ?? '',
      cc: parsed.cc?.flatMap(addressesOf).join(';') ?? '',
      body: parsed.text ?? '',
      bodyPlain: parsed.text ?? '',
      isHtml: false,
      status: 'Archived',
      attachmentsIds: parsed.attachments.map(() => newId()),
      attachments: parsed.attachments.map(({ filename, content }) => ({
        name: filename ?? 'unnamed',
        size: sizeOf(content),
      })),
      parentType: parent?.type ?? null,
      parentId: parent?.record.id ?? null,
    },
    author,
  );
  return { status: 200, body: { id: email.id } };
}

function byMessageId(store: RecordStore, messageId: string): EspoRecord | undefined {
  return messageId === '' ? undefined : store.all('Email').find((email) => email['messageId'] === messageId);
}

function conflict({ id }: EspoRecord): FakeAnswer {
  const data = { id, link: `#Email/view/${id}` };
  const body = { messageTranslation: { label: 'alreadyImported', scope: 'Email', data } };
  return refused(409, 'Email is already imported.', body);
}

interface Found {
  readonly type: string;
  readonly record: EspoRecord;
}

function parentOf(store: RecordStore, { inReplyTo, from, replyTo, to }: ParsedMail): Found | null {
  const replied = inReplyTo === undefined ? undefined : byMessageId(store, inReplyTo);
  const type = replied?.['parentType'];
  const id = replied?.['parentId'];
  if (typeof type === 'string' && typeof id === 'string') {
    const record = store.find(type, id);
    if (record !== undefined) return { type, record };
  }
  const candidates = [addressesOf(from), addressesOf(replyTo?.[0]), addressesOf(to?.[0])].map(([address]) => address);
  for (const address of candidates) {
    const found = address === undefined ? null : byAddress(store, address);
    if (found !== null) return found;
  }
  return null;
}

function byAddress(store: RecordStore, address: string): Found | null {
  const having = (type: 'Contact' | 'Account' | 'Lead') =>
    store.all(type).find((record) => String(record['emailAddress']).toLowerCase() === address.toLowerCase());
  const contact = having('Contact');
  const account = typeof contact?.['accountId'] === 'string' ? store.find('Account', contact['accountId']) : undefined;
  if (account !== undefined) return { type: 'Account', record: account };
  if (contact !== undefined) return { type: 'Contact', record: contact };
  for (const type of ['Account', 'Lead'] as const) {
    const record = having(type);
    if (record !== undefined) return { type, record };
  }
  return null;
}

function addressesOf(entry: Address | undefined): readonly string[] {
  return entry?.address === undefined || entry.address === '' ? [] : [entry.address];
}

function sizeOf(content: ArrayBuffer | Uint8Array | string): number {
  return typeof content === 'string' ? content.length : content.byteLength;
}
