import { expect, test } from 'vitest';
import { safeFileName } from './file-name.ts';
import { describePart, type MimePart } from './mime-part.ts';

function part(contentType: string, disposition: string | null = null): MimePart {
  const described = describePart({
    contentType,
    disposition,
    encoding: null,
    contentId: null,
    defaultType: 'text/plain',
  });
  return { ...described, number: '2.1', sizeBytes: 0, innerSubject: null, children: [], body: null };
}

test.each([
  ['a path', 'x/y; name="/etc/passwd"', null, 'passwd'],
  ['a Windows path', 'x/y; name="C:\\Users\\ana\\offer.pdf"', null, 'offer.pdf'],
  ['a way out', 'x/y; name="..\\..\\.."', null, 'attachment-2.1.bin'],
  ['no name', 'application/pdf', null, 'attachment-2.1.pdf'],
  ['an encoded word', 'x/y; name="=?utf-8?q?B=C3=BCro?=.txt"', null, 'Büro.txt'],
  ['the disposition before the type', 'x/y; name=a.txt', 'attachment; filename=b.txt', 'b.txt'],
  ['parentheses without quotes', 'x/y', 'attachment; filename=Quote (new).pdf; size=3', 'Quote (new).pdf'],
  ['a comment behind quotes', 'x/y', 'attachment (hm); filename="Quote (1).pdf" (x)', 'Quote (1).pdf'],
  ['RFC 2231', 'x/y', "attachment; filename*=utf-8''%C3%9Cbersicht%20%E2%82%AC.pdf", 'Übersicht €.pdf'],
  ['RFC 2231 in pieces', 'x/y', 'attachment; filename*0="Annual "; filename*1="Report.pdf"', 'Annual Report.pdf'],
  ['RFC 2231 before an encoded word', 'x/y', 'attachment; filename="=?utf-8?q?a?="; filename*=utf-8\'\'b', 'b'],
  ['a turned reading direction', 'x/y; name="invoice\u202efdp.exe"', null, 'invoicefdp.exe'],
  ['an Arabic mark of direction', 'x/y; name="invoice\u061cfdp.exe"', null, 'invoicefdp.exe'],
  ['a device of Windows', 'x/y; name="aux.pdf"', null, '_aux.pdf'],
  ['a device without an ending', 'x/y; name=NUL', null, '_NUL'],
  ['a name that only begins like a device', 'x/y; name="contract.pdf"', null, 'contract.pdf'],
  ['characters that Windows refuses', 'x/y; name="a<b>:c|d?.txt"', null, 'a_b__c_d_.txt'],
])('%s', (_what, contentType, disposition, fileName) => {
  expect(safeFileName(part(contentType, disposition))).toBe(fileName);
});

test('a name that is cut never ends in a dot, which Windows refuses', () => {
  const name = safeFileName(part(`x/y; name="${'a'.repeat(179)}.${'b'.repeat(50)}"`));
  expect(name).toBe('a'.repeat(179));
});

test('a name that is too long keeps its extension', () => {
  const name = safeFileName(part(`x/y; name="${'long '.repeat(100)}.pdf"`));
  expect(name.length).toBeLessThanOrEqual(180);
  expect(name).toMatch(/\.pdf$/);
});
