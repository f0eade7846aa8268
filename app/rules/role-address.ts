import { domainOf } from '../domain/address.ts';
import type { CanonicalAddress } from '../domain/ids.ts';

/** Local parts that stand for a desk or a machine and for no person, in the five languages of the program. */
const DESKS = {
  machines: `
    noreply donotreply nepasrepondre nonrispondere nichtantworten keineantwort bounce bounces mailerdaemon
    postmaster hostmaster webmaster abuse root daemon nobody notification notifications notify alert alerts
    automated autoreply robot bot system mailer listserv majordomo devnull unsubscribe
  `,
  english: `
    info information contact hello hi mail email office admin administration administrator sales support help
    helpdesk service services customerservice customercare care billing accounting accounts accountspayable invoice
    invoices finance orders order purchasing procurement marketing newsletter newsletters news press media pr hr
    jobs careers career recruiting team staff legal privacy dpo security compliance feedback enquiries inquiries
    enquiry inquiry reception booking bookings reservations shop store subscriptions subscribe events webinar
    partners
  `,
  german: `
    kontakt buero büro vertrieb verkauf verwaltung einkauf buchhaltung rechnung rechnungen rechnungswesen
    kundenservice kundendienst zentrale empfang sekretariat bewerbung karriere presse datenschutz bestellung
    bestellungen anfrage anfragen personal hilfe
  `,
  french: `
    contacts bonjour accueil ventes commercial achats comptabilite comptabilité facturation factures serviceclient
    secretariat secrétariat direction rh recrutement commandes devis aide
  `,
  italian: `
    contatti contatto vendite commerciale acquisti amministrazione contabilita contabilità fatture fatturazione
    segreteria ufficio assistenza ordini preventivi risorseumane lavoro stampa
  `,
  japanese: `
    eigyo eigyou toiawase otoiawase soumu keiri jinji kouhou saiyo saiyou uketsuke madoguchi 問い合わせ お問い合わせ 営業 総務 経理
    人事 採用 広報
  `,
};
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));
const MACHINES = wordsOf(DESKS.machines);
const ROLES = wordsOf(Object.values(DESKS).join(' '));

/** Beginnings that say the rest is a number or a name of a mailing: `noreply-de`, `bounces+4711`, `no-reply.orders`. */
const MACHINE_PREFIX = /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?[-_.+=]|mailer-daemon|notifications?[-_.+])/u;

/** What an address stands for when it is nobody's own: a machine (`no-reply@`) or a desk (`sales@`); null for a person. */
export function roleOf(address: CanonicalAddress): 'no-reply' | 'role-address' | null {
  const local = address.slice(0, address.length - domainOf(address).length - 1);
  if (MACHINE_PREFIX.test(local)) return 'no-reply';
  const [untagged = local] = local.split('+', 1);
  const word = untagged.replace(/[-_.]/gu, '');
  if (MACHINES.has(word)) return 'no-reply';
  return ROLES.has(word) ? 'role-address' : null;
}

/** Whether an address stands for a desk or a machine rather than a person. */
export function isRoleAddress(address: CanonicalAddress): boolean {
  return roleOf(address) !== null;
}
