import type { CardRow } from '../../app/contract/commands.ts';
import { chanceOf, type Chance } from '../chance.ts';
import { LANGUAGES, type Language } from './vocabulary.ts';

export interface MadePerson {
  readonly name: string;
  readonly address: string;
  readonly language: Language;
}
export interface MadeCompany {
  readonly name: string;
  readonly domain: string;
  readonly people: readonly MadePerson[];
  /** Whether it is in the CRM. */
  readonly isCustomer: boolean;
}

export const ME: MadePerson = { name: 'Sally Seller', address: 'sally@seller.example', language: 'en' };

const FIRST: Readonly<Record<Language, readonly string[]>> = {
  en: 'Alice Brian Carol David Emma Frank Grace Henry Irene James Karen Liam Megan Nigel Olivia Peter'.split(' '),
  de: 'Anna Björn Claudia Dieter Eva Florian Gisela Hannes Ines Jürgen Katrin Lars Monika Nils Petra Uwe'.split(' '),
  fr: 'Amélie Benoît Chloé Denis Élise François Gaëlle Hugo Inès Julien Karine Loïc Manon Noël Odile Rémi'.split(' '),
  it: 'Alessia Bruno Chiara Dario Elena Fabio Giulia Ivano Laura Marco Nadia Paolo Rita Sergio Teresa Ugo'.split(' '),
  ja: '彩 健太 恵 大輔 美咲 翔 由美 誠 香織 拓也 愛 浩二 直美 亮 里奈 隆'.split(' '),
};
const LAST: Readonly<Record<Language, readonly string[]>> = {
  en: 'Archer Baker Carter Dixon Evans Fletcher Gibson Hughes Irving Jarvis Knight Lloyd Mason Norris Parker Quinn'.split(
    ' ',
  ),
  de: 'Albrecht Bäcker Conrad Dreyer Ebert Fuchs Günther Hahn Jäger Köhler Lorenz Möller Neumann Otto Schröder Vogt'.split(
    ' ',
  ),
  fr: 'Arnaud Blanchard Chevalier Dubois Étienne Fournier Gauthier Hébert Lefèvre Marchand Noiret Perrin Roussel'.split(
    ' ',
  ),
  it: 'Amato Bianchi Conti De_Luca Esposito Ferrari Greco Lombardi Moretti Nardi Pellegrini Ricci Santoro Villa'.split(
    ' ',
  ),
  ja: '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 松本 井上 木村'.split(' '),
};

/** Customers first: 500 with some four people each; then as many companies that are in no CRM. */
const COMPANIES = 1_000;
const CUSTOMERS = 500;
const LEADS = 100;
const DEALS = 500;
const PEOPLE_PER_COMPANY = 4;
const CONTACTS = 1_900;

export function madeCompanies(): readonly MadeCompany[] {
  const chance = chanceOf(7);
  return Array.from({ length: COMPANIES }, (_, at) => {
    const language = LANGUAGES[chance.below(10) < 4 ? 0 : chance.below(LANGUAGES.length)] ?? 'en';
    const domain = `${at < CUSTOMERS ? 'customer' : 'other'}${String(at)}.example`;
    const people = Array.from({ length: PEOPLE_PER_COMPANY }, (_none, index) => ({
      name: `${pick(FIRST[language], chance)} ${pick(LAST[language], chance).replace('_', ' ')}`,
      address: `person${String(index)}@${domain}`,
      language,
    }));
    return { name: `Company ${String(at)}`, domain, people, isCustomer: at < CUSTOMERS };
  });
}

/** 3,000 cards: 500 companies, 1,900 contacts, 100 leads, 500 deals. */
export function madeCards(companies: readonly MadeCompany[]): readonly CardRow[] {
  const customers = companies.filter(({ isCustomer }) => isCustomer);
  const people = customers.flatMap((company, at) =>
    company.people.map((person, index) => ({ person, company: companyId(at), id: `p${String(at)}-${String(index)}` })),
  );
  const rows: Omit<CardRow, 'row'>[] = customers.map(({ name, domain }, at) => ({
    kind: 'company',
    id: companyId(at),
    name,
    domains: [domain],
  }));
  people.forEach(({ person, company, id }, at) => {
    if (at < CONTACTS) rows.push({ kind: 'contact', id, name: person.name, emails: [person.address], company });
    else if (at < CONTACTS + LEADS) rows.push({ kind: 'lead', id, name: person.name, emails: [person.address] });
  });
  for (let at = 0; at < DEALS; at += 1) {
    const { person, company, id } = people[(at * PEOPLE_PER_COMPANY) % CONTACTS] ?? fail();
    rows.push({
      kind: 'deal',
      id: `d${String(at)}`,
      name: `Offer ${String(1_000 + at)} for ${person.name}`,
      company,
      people: [id],
      pipeline: 'Sales',
      stage: `Stage ${String(at % 5)}`,
      createdAt: '2020-01-01T00:00:00Z',
    });
  }
  return rows.map((row, at) => ({ ...row, row: at + 1 }));
}

export function pick<Item>(items: readonly Item[], chance: Chance): Item {
  return items[chance.below(items.length)] ?? fail();
}

function companyId(at: number): string {
  return `c${String(at)}`;
}

function fail(): never {
  throw new Error('nothing to choose from');
}
