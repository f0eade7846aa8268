import { expect, test } from 'vitest';
import type { CanonicalAddress } from '../domain/ids.ts';
import { WORD_LANGUAGES, type PersonalLists } from '../domain/personal.ts';
import { DEFAULT_PERSONAL_WORDS } from './default-personal-words.ts';
import { comparedWord, personalSignFinder } from './personal-sign.ts';
import { mail } from './testing/facts.ts';

const LISTS: PersonalLists = {
  words: WORD_LANGUAGES.flatMap((language) =>
    DEFAULT_PERSONAL_WORDS[language].map((word) => ({ language, word: comparedWord(word) })),
  ),
  addresses: ['doctor@clinic.test'] as CanonicalAddress[],
};
const find = personalSignFinder(LISTS);
const said = (text: string, subject = 'Pumps', from = 'ana@acme.test') =>
  find({ sensitivity: null, ...mail(1, { from, subject }), text });

test.each([
  ['Please keep this confidential until Friday.', 'confidential', 'en'],
  ['Das ist vertraulich; bitte nur an Sie.', 'vertraulich', 'de'],
  ['Bitte nicht weiterleiten!', 'nicht weiterleiten', 'de'],
  ['Je suis en arrêt maladie jusqu’à lundi.', 'arrêt maladie', 'fr'],
  ['Le mando la busta paga di marzo.', 'busta paga', 'it'],
  ['この資料は社外秘です。よろしくお願いします。', '社外秘', 'ja'],
  ['Do\nnot   forward: it is for you.', 'do not forward', 'en'],
  ["DON'T FORWARD this", 'don t forward', 'en'],
])('%s looks personal', (text, word, language) => {
  expect(said(text)).toEqual({ kind: 'word', word, language, where: 'text' });
});

test('a word in the subject is named with its place', () => {
  expect(said('See attached.', 'Confidential: offer 2291')).toMatchObject({ word: 'confidential', where: 'subject' });
});

test.each([
  'We need a confidentiality agreement before the audit.',
  'Wir senden Ihnen die Vertraulichkeitsvereinbarung.',
  'Der vertrauliche_Ordner heißt anders, die Unvertraulichkeit auch nicht.'.replace(
    'vertrauliche_',
    'Vertraulichkeits',
  ),
  '秘密保持契約書をお送りします。',
  'The diagnosis of pump 40 is attached.',
  'Il tavolo è riservato per otto persone.',
])('%s looks like any other mail', (text) => {
  expect(said(text)).toBeNull();
});

const FOOTERS = [
  'This e-mail is confidential.',
  'This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it.',
  'CONFIDENTIALITY NOTICE: The contents of this message are confidential and may be legally privileged. Any unauthorised use is prohibited.',
  'Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.',
  'Vertraulichkeitshinweis\nDiese Nachricht ist vertraulich.',
  'Ce message et toutes les pièces jointes sont confidentiels et établis à l’intention exclusive de ses destinataires. Si vous avez reçu ce message par erreur, merci d’en avertir immédiatement l’expéditeur et de le détruire.',
  'Le informazioni contenute in questa e-mail sono confidenziali e destinate esclusivamente al destinatario. Se avete ricevuto questo messaggio per errore, vi preghiamo di avvisare il mittente e di cancellarlo.',
  'このメールには社外秘の情報が含まれている場合があります。誤って受信された場合は、送信者にご連絡のうえ、削除してください。',
  '本メールの内容は親展です。',
  'Le informazioni contenute nella presente comunicazione sono confidenziali e riservate.',
  'Le présent courriel est confidentiel.',
  'Die in dieser E-Mail enthaltenen Informationen sind vertraulich.',
];
test.each(FOOTERS)('the footer does not hold the mail: %s', (footer) => {
  expect(said(`Hi Sally,\n\nTuesday suits us.\n\nBest\nAna\n\n${footer}\n`)).toBeNull();
  expect(said(`Tuesday.\n\nAna\n\n${footer}\n\n${footer}`)).toBeNull();
});

test('a writer who says it of this mail says it in their own words', () => {
  expect(said('Hi Sally,\n\nThis e-mail is confidential, please keep it.\n\nBest\nAna')).toMatchObject({
    where: 'text',
  });
  expect(said('This message is confidential: I am leaving in May.')).toMatchObject({ word: 'confidential' });
});

test.each([
  'Agreed.\n\nOn 3 May Ben wrote:\n> This is strictly confidential.',
  'Agreed.\n-- \nAna Ruiz\nConfidential Waste Ltd',
  '---------- Forwarded message ---------\nFrom: Ben <ben@bolt.test>\nDate: Monday\nSubject: x\n\nconfidential',
  'See below.\n> my salary\nNo.',
])('what is quoted, forwarded or below the signature is not the writer’s word: %j', (text) => {
  expect(said(text)).toBeNull();
});

test('mail with a private address waits, with any address of that person', () => {
  expect(said('Hello', 'Pumps', 'doctor+visit@clinic.test')).toEqual({
    kind: 'address',
    address: 'doctor+visit@clinic.test',
  });
});
