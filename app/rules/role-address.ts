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
const ROLES: ReadonlySet<string> = new Set(Object.values(DESKS).join(' ').trim().split(/\s+/u));

/** Beginnings that say the rest is a number or a name of a mailing: `noreply-de`, `bounces+4711`, `no-reply.orders`. */
const MACHINE_PREFIX = /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?[-_.+=]|mailer-daemon|notifications?[-_.+])/u;

/** Whether an address stands for a desk or a machine (`sales@`, `no-reply@`) rather than a person. */
export function isRoleAddress(address: CanonicalAddress): boolean {
  const local = address.slice(0, address.length - domainOf(address).length - 1);
  if (MACHINE_PREFIX.test(local)) return true;
  const [untagged = local] = local.split('+', 1);
  return ROLES.has(untagged.replace(/[-_.]/gu, ''));
}
