import { foldForSearch } from '../domain/search-fold.ts';

/** Words that say what a company is by law and not which. */
const LEGAL_FORMS = new Set(
  `gmbh ag kg kgaa ohg ug ev eg mbh co inc incorporated llc llp lp ltd limited corp corporation company plc pty sa sas sasu sarl eurl
   sci snc scs srl srls spa sapa sl slu bv nv vof ab as asa aps oy oyj kk gk lda ltda sro zoo doo kft holding group gruppe`
    .trim()
    .split(/\s+/u),
);
const LEGAL_JAPANESE = /株式会社|有限会社|合同会社|\(株\)|（株）|㈱/gu;

/** The words of a name in one form and order, so that "Ito, Ana" is "Ana Ito"; empty for a name without letters. */
export function plainName(name: string): string {
  return wordsOfName(name).toSorted().join(' ');
}

/** The same without what a company is by law: "Acme GmbH" is "ACME, Inc."; the whole where nothing else is left. */
export function plainCompanyName(name: string): string {
  const words = wordsOfName(name.replaceAll(LEGAL_JAPANESE, ' '));
  const own = words.filter((word) => !LEGAL_FORMS.has(word));
  return (own.length > 0 ? own : words).join(' ');
}

function wordsOfName(name: string): readonly string[] {
  return foldForSearch(name)
    .replaceAll(/[.'’]/gu, '')
    .split(/[^\p{L}\p{N}@]+/u)
    .filter(Boolean);
}
