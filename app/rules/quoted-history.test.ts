import { expect, test } from 'vitest';
import { ownWords, splitQuotedHistory } from './quoted-history.ts';

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
  ['Outlook in German', 'Ja.\n\nVon: Sally\nGesendet: Donnerstag\nAn: Ana\n\nAlt', 'Ja.'],
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
  expect(splitQuotedHistory(text)).toEqual({ fresh: text, quoted: null });
});

test.each([
  ['a signature', 'Agreed.\n\n-- \nSally Winter\nAccount manager', 'Agreed.'],
  ['a signature whose blank was lost', 'Agreed.\n--\nSally', 'Agreed.'],
  ['a signature and a quote', 'Agreed,\n  both.\n-- \nSally\n\nOn Thu Ana wrote:\n> Shall we?', 'Agreed, both.'],
  ['nothing but a signature', '-- \nSally', '-- Sally'],
  ['a dash in a sentence', 'One\n-- two --\nthree', 'One -- two -- three'],
])('with %s lists show what the writer said', (_, text, words) => {
  expect(ownWords(text)).toBe(words);
});
