/** What a mailbox is for: by the server's word (RFC 6154), otherwise by names that mail programs give (rules 3.1). Pure. */
import type { MailboxRole } from '../../app/domain/mail.ts';
import type { ListedMailbox } from '../../app/ports.ts';

export interface NamedMailbox {
  readonly path: string;
  /** Hierarchy separator; empty when the store has none. */
  readonly separator: string;
  /** `\Sent` and the like, only where the server itself says so; null otherwise. */
  readonly specialUse: string | null;
}

const BY_SPECIAL_USE: Readonly<Record<string, MailboxRole>> = {
  '\\inbox': 'inbox',
  '\\sent': 'sent',
  '\\drafts': 'drafts',
  '\\junk': 'junk',
  '\\trash': 'trash',
  '\\archive': 'archive',
  '\\all': 'all',
};

/** English, German, French, Italian, Japanese, Spanish, Portuguese, Dutch, Polish; as common programs and providers write them. */
const WELL_KNOWN: Readonly<Record<'sent' | 'drafts' | 'junk' | 'trash' | 'archive', readonly string[]>> = {
  sent: [
    ...['Sent', 'Sent Items', 'Sent Mail', 'Sent Messages', 'Sent-Mail'],
    ...['Gesendet', 'Gesendete Elemente', 'Gesendete Objekte', 'Gesendete Nachrichten', 'Gesendete'],
    ...['Envoyés', 'Envoyé', 'Éléments envoyés', 'Messages envoyés', 'Courrier envoyé', 'Objets envoyés'],
    ...['Inviata', 'Inviati', 'Posta inviata', 'Messaggi inviati', 'Elementi inviati'],
    ...['送信済み', '送信済みアイテム', '送信済みメール', '送信済みトレイ', '送信済'],
    ...['Enviados', 'Enviado', 'Elementos enviados', 'Correo enviado', 'Mensajes enviados'],
    ...['Itens enviados', 'Mensagens enviadas', 'Enviadas', 'E-mails enviados', 'Correio enviado'],
    ...['Verzonden', 'Verzonden items', 'Verzonden berichten', 'Verzonden e-mail'],
    ...['Wysłane', 'Elementy wysłane', 'Wysłane wiadomości', 'Wiadomości wysłane'],
  ],
  drafts: [
    ...['Drafts', 'Draft', 'Entwürfe', 'Entwurf', 'Brouillons', 'Brouillon', 'Bozze', 'Bozza', '下書き', 'Borradores'],
    ...['Borrador', 'Rascunhos', 'Rascunho', 'Concepten', 'Concept', 'Szkice', 'Kopie robocze', 'Wersje robocze'],
  ],
  junk: [
    ...[
      'Junk',
      'Junk E-mail',
      'Junk Email',
      'Junk Mail',
      'Spam',
      'Bulk Mail',
      'Spamverdacht',
      'Unerwünscht',
      'Werbung',
    ],
    ...[
      'Junk-E-Mail',
      'Courrier indésirable',
      'Indésirables',
      'Pourriel',
      'Posta indesiderata',
      'Indesiderata',
      '迷惑メール',
    ],
    ...['Correo no deseado', 'No deseado', 'Lixo eletrônico', 'Lixo electrónico', 'Ongewenste e-mail', 'Ongewenst'],
    ...['Wiadomości-śmieci', 'Niechciane', 'Śmieci'],
  ],
  trash: [
    ...['Trash', 'Deleted Items', 'Deleted Messages', 'Deleted', 'Bin', 'Papierkorb', 'Gelöscht', 'Gelöschte Elemente'],
    ...[
      'Gelöschte Objekte',
      'Corbeille',
      'Éléments supprimés',
      'Cestino',
      'Posta eliminata',
      'Elementi eliminati',
      'ゴミ箱',
    ],
    ...['ごみ箱', '削除済みアイテム', 'Papelera', 'Elementos eliminados', 'Eliminados', 'Lixeira', 'Itens excluídos'],
    ...['Itens eliminados', 'Lixo', 'Prullenbak', 'Verwijderde items', 'Kosz', 'Elementy usunięte', 'Usunięte'],
  ],
  archive: [
    ...[
      'Archive',
      'Archives',
      'Archived',
      'Archiv',
      'Archivio',
      'アーカイブ',
      'Archivo',
      'Arquivo',
      'Archief',
      'Archiwum',
    ],
  ],
};

const ROLE_BY_NAME: ReadonlyMap<string, MailboxRole> = new Map(
  Object.entries(WELL_KNOWN).flatMap(([role, names]) => names.map((name) => [comparable(name), role as MailboxRole])),
);

/**
 * Names count only for roles that the server gave to no mailbox, and only at the top or directly below the inbox, where
 * Cyrus and Courier keep all mailboxes; `Customers/Sent` is a mailbox of the user's.
 */
export function assignRoles(mailboxes: readonly NamedMailbox[]): readonly ListedMailbox[] {
  const said = mailboxes.map((mailbox) => saidRole(mailbox));
  return mailboxes.map((mailbox, index) => {
    const named = ROLE_BY_NAME.get(comparable(topLevelName(mailbox))) ?? null;
    const role = said[index] ?? (said.includes(named) ? null : named);
    return { path: mailbox.path, role };
  });
}

function saidRole({ path, specialUse }: NamedMailbox): MailboxRole | null {
  if (path.toUpperCase() === 'INBOX') return 'inbox';
  return BY_SPECIAL_USE[(specialUse ?? '').toLowerCase()] ?? null;
}

function topLevelName({ path, separator }: NamedMailbox): string {
  const names = separator === '' ? [path] : path.split(separator);
  const [first = '', second = ''] = names;
  const isProvidersOwn = first.toUpperCase() === 'INBOX' || first === '[Gmail]' || first === '[Google Mail]';
  if (names.length === 1) return first;
  return names.length === 2 && isProvidersOwn ? second : '';
}

/** Servers keep names in composed or decomposed form, and people write with and without capitals. */
function comparable(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
