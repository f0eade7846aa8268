/** The words of the search language: operators and their values, with what people write for them in the five languages. */
import { foldForSearch } from '../domain/search-fold.ts';
import { SEARCH_STATES, type SearchState } from '../domain/search.ts';

/** Operators, most useful first: the order in which they are proposed. */
export const OPERATORS = [
  'from',
  'to',
  'subject',
  'has',
  'after',
  'before',
  'on',
  'is',
  'deal',
  'contact',
  'company',
  'lead',
  'card',
  'in',
  'cc',
  'file',
  'thread',
] as const;
export type Operator = (typeof OPERATORS)[number];

const OPERATOR_ALIASES: Readonly<Record<Operator, string>> = {
  from: 'von absender de da mittente 差出人',
  to: 'an empfänger à pour a 宛先',
  cc: 'bcc kopie copie copia',
  subject: 'betreff objet sujet oggetto 件名',
  has: 'hat contient ha',
  file: 'filename datei fichier 添付',
  after: 'since newer nach seit ab après depuis dopo dal 以降',
  before: 'older until vor bis avant prima 以前',
  on: 'date am datum le il data 日付',
  is: 'ist est',
  deal: 'geschäft affaire trattativa 商談',
  contact: 'kontakt contatto 連絡先',
  company: 'firma société entreprise azienda 会社',
  lead: 'prospect リード',
  card: 'karte fiche scheda カード',
  in: 'mailbox dans postfach',
  thread: 'conversation',
};

const STATE_ALIASES: Readonly<Record<SearchState, string>> = {
  unread: 'unseen new neu ungelesen non-lu nonlu non-letto da-leggere 未読',
  read: 'seen gelesen lu letto 既読',
  linked: 'attached zugeordnet lié lie collegato 紐付け済み',
  unlinked: 'private orphan privat privé privato nicht-zugeordnet non-lié non-collegato 未紐付け',
  question: 'asked needsyou needs-you frage domanda 質問',
  keptout: 'kept-out detached ferngehalten écarté tenuto-fuori 除外',
  sent: 'outgoing outbound gesendet envoyé inviato 送信',
  received: 'incoming inbound empfangen reçu ricevuto 受信',
  newsletter: 'bulk list rundschreiben 一斉配信 メルマガ',
  bounce: 'undelivered undeliverable unzustellbar non-remis respinto 不達',
  autoreply: 'auto-reply automatic abwesenheit réponse-auto risposta-automatica 自動返信',
  invitation: 'invite calendar einladung invito 招待',
  internal: 'intern interne interno 社内',
};

const ATTACHMENT_WORDS =
  'attachment attachments files anhang anhänge anlage pièce-jointe pj allegato allegati 添付ファイル 添付';
const ME_WORDS = 'me myself ich mir mich moi io 自分 私';

/** Kinds of files with the endings of their names. */
const FILE_KINDS: Readonly<Record<string, string>> = {
  image: 'png jpg jpeg gif webp heic svg tif tiff bmp',
  picture: 'png jpg jpeg gif webp heic svg tif tiff bmp',
  word: 'doc docx odt rtf',
  document: 'doc docx odt rtf pdf txt',
  excel: 'xls xlsx xlsm ods csv',
  spreadsheet: 'xls xlsx xlsm ods csv',
  powerpoint: 'ppt pptx odp',
  presentation: 'ppt pptx odp',
  archive: 'zip 7z rar gz tar',
  calendar: 'ics',
};

/** The operator somebody means by what stands before a colon; null when there is none of that name. */
export function operatorNamed(name: string): Operator | null {
  return named(OPERATORS, OPERATOR_ALIASES, name);
}

/** Operators with a name, or a name of the five languages, that begins so. */
export function operatorsBeginning(text: string): readonly Operator[] {
  return beginning(OPERATORS, OPERATOR_ALIASES, text);
}

export function statesBeginning(text: string): readonly SearchState[] {
  return beginning(SEARCH_STATES, STATE_ALIASES, text);
}

export function stateNamed(name: string): SearchState | null {
  return named(SEARCH_STATES, STATE_ALIASES, name);
}

export function isAttachmentWord(name: string): boolean {
  return isAmong(ATTACHMENT_WORDS, name);
}

/** Whether the user means themselves. */
export function isMe(name: string): boolean {
  return isAmong(ME_WORDS, name);
}

/** Endings of the files somebody means by `has:`; null for what is neither a kind of file nor could be an ending. */
export function fileEndings(name: string): readonly string[] | null {
  const folded = foldForSearch(name).replace(/^\./, '');
  const known = Object.hasOwn(FILE_KINDS, folded) ? FILE_KINDS[folded] : undefined;
  if (known !== undefined) return known.split(' ');
  return /^[a-z0-9]{2,5}$/.test(folded) ? [folded] : null;
}

/** The operator whose name is one slip away: a letter too many, too few, another, or two changed places; 'none' when there is none. */
export function operatorLike(name: string): Operator | 'none' {
  const folded = foldForSearch(name);
  return OPERATORS.find((operator) => operator.length > 2 && isOneSlip(folded, operator)) ?? 'none';
}

function named<Name extends string>(
  names: readonly Name[],
  aliases: Readonly<Record<Name, string>>,
  given: string,
): Name | null {
  const folded = foldForSearch(given);
  return names.find((name) => name === folded) ?? names.find((name) => isAmong(aliases[name], given)) ?? null;
}

function beginning<Name extends string>(
  names: readonly Name[],
  aliases: Readonly<Record<Name, string>>,
  text: string,
): readonly Name[] {
  const folded = foldForSearch(text);
  const byName = names.filter((name) => name.startsWith(folded));
  // One Latin letter begins a name in some language for nearly every operator.
  if (/^[a-z]?$/.test(folded)) return byName;
  const isCalledSo = (name: Name) => aliases[name].split(' ').some((alias) => foldForSearch(alias).startsWith(folded));
  return [...byName, ...names.filter((name) => !byName.includes(name) && isCalledSo(name))];
}

function isAmong(words: string, given: string): boolean {
  const folded = foldForSearch(given);
  return words.split(' ').some((word) => foldForSearch(word) === folded);
}

function isOneSlip(given: string, meant: string): boolean {
  if (Math.abs(given.length - meant.length) > 1 || given === meant) return given === meant;
  let at = 0;
  while (at < given.length && given[at] === meant[at]) at += 1;
  const [a, b] = [given.slice(at), meant.slice(at)];
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0])
  );
}
