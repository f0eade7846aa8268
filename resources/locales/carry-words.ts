/** What speaks for and against a counterpart, in words; the same for the page and the command line. */

interface WordedMoney {
  readonly amount: string;
  readonly currency: string;
}

/** As in `app/domain/carry.ts`, which this folder does not know. */
export type WordedLikeness =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'name' }
  | { readonly kind: 'similar-name' | 'company'; readonly name: string }
  | { readonly kind: 'people'; readonly names: readonly string[] }
  | { readonly kind: 'value'; readonly value: WordedMoney };
export type WordedUnlikeness =
  | { readonly kind: 'other-name' | 'other-company'; readonly name: string }
  | { readonly kind: 'other-kind'; readonly is: string }
  | { readonly kind: 'other-address' | 'other-domain' | 'shared' }
  | { readonly kind: 'other-value'; readonly value: WordedMoney };

type CarryKey = `carry.like.${WordedLikeness['kind']}` | `carry.unlike.${WordedUnlikeness['kind']}` | 'carry.but';

export interface CarrySpeech {
  readonly format: (key: CarryKey, values: Readonly<Record<string, string>>) => string;
  readonly money: (value: WordedMoney) => string;
  readonly list: (parts: readonly string[]) => string;
}

/** "address ana@acme.test, name; but another value: 5 EUR". Empty when there is nothing to say. */
export function likenessWords(
  { format, money, list }: CarrySpeech,
  likeness: readonly WordedLikeness[],
  unlikeness: readonly WordedUnlikeness[],
): string {
  const say = (fact: WordedLikeness | WordedUnlikeness): Readonly<Record<string, string>> => {
    if ('value' in fact) return { value: money(fact.value) };
    if ('names' in fact) return { names: list(fact.names) };
    if ('address' in fact) return { address: fact.address };
    if ('domain' in fact) return { domain: fact.domain };
    if ('is' in fact) return { is: fact.is };
    return 'name' in fact ? { name: fact.name } : {};
  };
  const spoken = list(likeness.map((fact) => format(`carry.like.${fact.kind}`, say(fact))));
  const against = list(unlikeness.map((fact) => format(`carry.unlike.${fact.kind}`, say(fact))));
  if (against === '') return spoken;
  return spoken === '' ? against : format('carry.but', { for: spoken, against });
}
