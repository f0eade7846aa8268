import { expect, test } from 'vitest';
import { ownText, ownWords, splitQuotedHistory } from './quoted-history.ts';

test.each([
  ['Gmail', 'Yes.\n\nOn Thu, 19 November 2026 at 10:02, Sally <s@a.test> wrote:\n> Old\n>\n> Words\n', 'Yes.'],
  [
    'an attribution broken over two lines',
    'Yes.\n\nOn Thu, 19 November 2026 at 10:02,\nSally Berg <s@a.test> wrote:\n\n> Old',
    'Yes.',
  ],
  ['German', 'Ja.\n\nAm 19.11.2026 um 10:02 schrieb Sally Berg:\n> Alt', 'Ja.'],
  ['French', 'Oui.\n\nLe jeu. 19 nov. 2026 à 10:02, Sally <s@a.test> a écrit :\n> Vieux', 'Oui.'],
  ['Italian', 'Sì.\n\nIl giorno gio 19 nov 2026 alle 10:02 Sally ha scritto:\n> Vecchio', 'Sì.'],
  ['Japanese', 'はい。\n\n2026/11/19 10:02、Sally のメール:\n> 古い', 'はい。'],
  [
    'Outlook',
    'Yes.\n\n________________________________\nFrom: Sally\nSent: Thursday\nTo: Ana\nSubject: Old\n\nOld words',
    'Yes.',
  ],
  [
    'Lotus Notes, labels on lines of their own',
    'Passt.\n\n\nSally Berg <s@a.test>\n15.11.2026 14:02\n\nAn\n"Ana" <a@x.test>\nKopie\n\nThema\nAngebot\n\n\nAlt',
    'Passt.',
  ],
  [
    'Lotus Notes, fields',
    'Fine.\n\nSally Berg\n11/15/2026 02:02 PM\n\n        To:     Ana\n        cc:\n        Subject: Old\n\nOld',
    'Fine.',
  ],
  [
    'Lotus Notes, a table',
    'Passt.\n\n|---------+------------>\n|         |  Sally     |\n|---------+------------>\n  >------|\n  | To: Ana |\n  >------|\n\nAlt',
    'Passt.',
  ],
  [
    'Lotus Notes in the browser',
    'Passt.\n\n-----Sally <s@a.test> schrieb: -----\nAn: Ana\nVon: Sally\nBetreff: Alt\n\nAlt',
    'Passt.',
  ],
  [
    'a date of the writer’s own',
    'Delivery:\n\n15.11.2026 14:02\n\nTo be confirmed.',
    'Delivery:\n\n15.11.2026 14:02\n\nTo be confirmed.',
  ],
  ['Outlook in German', 'Ja.\n\nVon: Sally\nGesendet: Donnerstag\nAn: Ana\n\nAlt', 'Ja.'],
  ['Becky', 'はい。\n\nSally さんは書きました (2026/11/19 10:02):\n> 古い', 'はい。'],
  ['Zoho in German', 'Ja.\n\n---- Am Do, 19 Nov 2026 10:02:00 +0100 Sally <s@a.test> schrieb ----\n\nAlt', 'Ja.'],
  ['a divider', 'See below.\n\n-----Original Message-----\nFrom: Sally\n\nOld', 'See below.'],
  ['bare quote marks', 'Yes.\n> Old', 'Yes.'],
])('the history that %s quotes is split off', (_, text, fresh) => {
  const split = splitQuotedHistory(text);
  expect(split.fresh).toBe(fresh);
  expect(`${split.fresh}\n\n${split.quoted ?? ''}`.replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim());
});

test.each([
  ['no quote', 'Hello\n\nFrom here to there.'],
  ['answers between the quoted lines', '> One?\nYes.\n> Two?\nNo.'],
  ['nothing but a quote', '> Old\n> Words'],
  ['"From:" in a sentence of its own', 'From: what I saw, it works.\nIt is fine.'],
])('with %s all stays in sight', (_, text) => {
  expect(splitQuotedHistory(text)).toEqual({ quotedAbove: null, fresh: text, quoted: null });
});

test.each([
  ['the line of a mail program', 'Agreed.\n\nSent from Spark\n', 'Agreed.'],
  ['a signature', 'Agreed.\n\n-- \nSally Winter\nAccount manager', 'Agreed.'],
  ['a signature whose blank was lost', 'Agreed.\n--\nSally', 'Agreed.'],
  ['a signature and a quote', 'Agreed,\n  both.\n-- \nSally\n\nOn Thu Ana wrote:\n> Shall we?', 'Agreed, both.'],
  ['nothing but a signature', '-- \nSally', '-- Sally'],
  ['a dash in a sentence', 'One\n-- two --\nthree', 'One -- two -- three'],
])('with %s lists show what the writer said', (_, text, words) => {
  expect(ownWords(text)).toBe(words);
});

/** How the usual programs announce what they quote. `OLD` is quoted with marks, `RAW` stands there without. */
const OLD = '\n> Old words\n>\n> Sally\n';
const RAW = '\n\nOld words\nSally\n';
const MAIL = 'Sally Berg <sally@acme.test>';
test.each([
  ['Gmail, en', `On Thu, Nov 19, 2026 at 10:02 AM ${MAIL} wrote:\n${OLD}`],
  ['Gmail, de', `Am Do., 19. Nov. 2026 um 10:02 Uhr schrieb ${MAIL}:\n${OLD}`],
  ['Gmail, fr', `Le jeu. 19 nov. 2026 à 10:02, ${MAIL} a écrit :\n${OLD}`],
  ['Gmail, it', `Il giorno gio 19 nov 2026 alle ore 10:02 ${MAIL} ha scritto:\n${OLD}`],
  ['Gmail, ja', `2026年11月19日(木) 10:02 ${MAIL}:\n${OLD}`],
  [
    'Gmail, broken behind the address',
    `On Thu, Nov 19, 2026 at 10:02 AM Sally Berg <sally@acme.test\n> wrote:\n${OLD}`,
  ],
  ['Apple Mail, en', `> On 19 Nov 2026, at 10:02, ${MAIL} wrote:\n> \n> Old words`],
  ['Apple Mail, de', `Am 19.11.2026 um 10:02 schrieb ${MAIL}:\n${OLD}`],
  ['Apple Mail, fr', `Le 19 nov. 2026 à 10:02, ${MAIL} a écrit :\n${OLD}`],
  ['Apple Mail, it', `Il giorno 19 nov 2026, alle ore 10:02, ${MAIL} ha scritto:\n${OLD}`],
  ['Apple Mail, ja', `2026/11/19 10:02、${MAIL}のメール:\n${OLD}`],
  ['Thunderbird, en', `On 11/19/26 10:02, Sally Berg wrote:${OLD}`],
  ['Thunderbird, de', `Am 19.11.26 um 10:02 schrieb Sally Berg:${OLD}`],
  ['Thunderbird, fr', `Le 19/11/2026 à 10:02, Sally Berg a écrit :${OLD}`],
  ['Thunderbird, it', `Il 19/11/26 10:02, Sally Berg ha scritto:${OLD}`],
  ['Thunderbird, ja', `On 2026/11/19 10:02, Sally Berg wrote:${OLD}`],
  ['Yahoo, en', `On Thursday, November 19, 2026 at 10:02:11 AM GMT+1, ${MAIL} wrote: ${RAW}`],
  ['Yahoo, de', `Am Donnerstag, 19. November 2026 um 10:02:11 MEZ hat ${MAIL} Folgendes geschrieben: ${RAW}`],
  ['Yahoo, fr', `Le jeudi 19 novembre 2026 à 10:02:11 UTC+1, ${MAIL} a écrit : ${RAW}`],
  ['Yahoo, it', `Il giovedì 19 novembre 2026 alle ore 10:02:11 CET, ${MAIL} ha scritto: ${RAW}`],
  [
    'Outlook, en',
    `From: Sally Berg <sally@acme.test>\nSent: Thursday, November 19, 2026 10:02 AM\nTo: Ana <a@b.test>\nSubject: Old${RAW}`,
  ],
  [
    'Outlook, de',
    `Von: Sally Berg <sally@acme.test>\nGesendet: Donnerstag, 19. November 2026 10:02\nAn: Ana\nBetreff: Alt${RAW}`,
  ],
  [
    'Outlook, fr',
    `De : Sally Berg <sally@acme.test>\nEnvoyé : jeudi 19 novembre 2026 10:02\nÀ : Ana\nObjet : Vieux${RAW}`,
  ],
  [
    'Outlook, it',
    `Da: Sally Berg <sally@acme.test>\nInviato: giovedì 19 novembre 2026 10:02\nA: Ana\nOggetto: Vecchio${RAW}`,
  ],
  ['Outlook, ja', `差出人: Sally Berg <sally@acme.test>\n送信日時: 2026年11月19日 10:02\n宛先: Ana\n件名: 古い${RAW}`],
  [
    'Outlook on the web',
    `________________________________\nFrom: Sally Berg\nSent: Thursday\nTo: Ana\nSubject: Old${RAW}`,
  ],
  [
    'Outlook on a phone',
    `Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Sally\nSent: Thursday\nTo: Ana${RAW}`,
  ],
  [
    'Outlook on a phone, de',
    `Outlook für iOS<https://aka.ms/o0ukef> beziehen\n\nVon: Sally\nGesendet: Donnerstag\nAn: Ana${RAW}`,
  ],
  [
    'Outlook on a phone, fr',
    `Télécharger Outlook pour Android<https://aka.ms>\n\nDe : Sally\nEnvoyé : jeudi\nÀ : Ana${RAW}`,
  ],
  [
    'Outlook on a phone, it',
    `Ottieni Outlook per Android<https://aka.ms>\n\nDa: Sally\nInviato: giovedì\nA: Ana${RAW}`,
  ],
  ['a phone, en', 'Sent from my iPhone'],
  ['a phone, de', 'Von meinem iPhone gesendet'],
  ['a phone, fr', 'Envoyé de mon iPhone'],
  ['a phone, it', 'Inviato da iPhone'],
  ['a phone, ja', 'iPhoneから送信'],
  ['old Outlook, de', `-----Ursprüngliche Nachricht-----\nVon: Sally${RAW}`],
  ['old Outlook, ja', `-----元のメッセージ-----\n差出人: Sally${RAW}`],
])('%s: what the writer said is left', (_, below) => {
  expect(ownText(`Yes, gladly.\n\n${below}`)).toBe('Yes, gladly.');
});

test('who answers below what they quote is read, and the quote above folded', () => {
  const split = splitQuotedHistory(
    'On Thu, 19 Nov 2026 at 10:02, Ana <a@b.test> wrote:\n> Shall we?\n\nYes, gladly.\n',
  );
  expect(split.fresh).toBe('Yes, gladly.');
  expect(split.quotedAbove).toContain('Shall we?');
  expect(split.quoted).toBeNull();
});

test('answers between quoted lines are own words, in their order', () => {
  expect(ownText('> One?\nYes.\n> Two?\nNo.')).toBe('Yes.\nNo.');
});

test('a sentence that only looks like an attribution stays', () => {
  const text =
    'On Monday he wrote: buy it.\nAm Montag schrieb ich Ihnen.\nFrom: our store, to: yours.\nSent from here.';
  expect(ownText(text)).toBe(text);
});
