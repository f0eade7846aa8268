import { expect, test } from 'vitest';
import { baseSubject, subjectsBeforeAnswers } from './subject.ts';

test.each([
  ['Quote', 'Quote'],
  ['Re: Quote', 'Quote'],
  ['RE: Fwd: FW: re : Quote', 'Quote'],
  ['Re[2]: Quote', 'Quote'],
  ['RE(3): Re^2: Quote', 'Quote'],
  ['AW: WG: Angebot', 'Angebot'],
  ['Antw: Offerte', 'Offerte'],
  ['SV: VS: Tilbud', 'Tilbud'],
  ['R: RIF: I: Offerta', 'Offerta'],
  ['TR: RÉP : Devis', 'Devis'],
  ['RV: RES: ENC: Oferta', 'Oferta'],
  ['回复：报价', '报价'],
  ['返信: 転送: 見積', '見積'],
  ['[sales] Re: Quote', 'Quote'],
  ['Re: [sales] Quote', 'Quote'],
  ['[a] [b] Quote', 'Quote'],
  ['[only a tag]', '[only a tag]'],
  ['Re: [only a tag]', '[only a tag]'],
  ['Quote (fwd) (fwd)', 'Quote'],
  ['[Fwd: Re: Quote]', 'Quote'],
  ['  Quote \r\n\t for   pumps ', 'Quote for pumps'],
  ['Re:', ''],
  ['', ''],
  ['Regarding: Quote', 'Regarding: Quote'],
  ['Restart: 5 o’clock', 'Restart: 5 o’clock'],
  ['Quote: Re: pumps', 'Quote: Re: pumps'],
])('%j is about %j', (subject, base) => {
  expect(baseSubject(subject)).toBe(base);
});

test('the subject of a subject is the subject', () => {
  for (const subject of ['Re: [x] Fwd: Quote (fwd)', '[Fwd: [Fwd: a]]', 'AW: '.repeat(300)]) {
    expect(baseSubject(baseSubject(subject))).toBe(baseSubject(subject));
  }
});

test('a megabyte of marks is read without delay', () => {
  for (const piece of ['Re: ', '[a]', '(fwd) ', '[Fwd: ', '[', ' ']) {
    expect(baseSubject(piece.repeat(1_000_000 / piece.length)).length).toBeLessThanOrEqual(2_000);
  }
});

test('a mail is named as the first of its thread that is about the same', () => {
  expect(subjectsBeforeAnswers(['[Acme] Pumps', 'Re: [Acme] Pumps', 'Valves', 'AW: Re: pumps', 'Fwd: Valves'])).toEqual(
    ['[Acme] Pumps', '[Acme] Pumps', 'Valves', '[Acme] Pumps', 'Valves'],
  );
  expect(subjectsBeforeAnswers(['Re: Lost beginning'])).toEqual(['Re: Lost beginning']);
});
