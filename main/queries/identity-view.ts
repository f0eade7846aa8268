import type {
  CompanyDomain,
  IdentityView,
  KnownAddress,
  ProposedAddress,
  ProposedDomain,
} from '../../app/contract/rules-views.ts';
import type { Identity, Relation } from '../../app/domain/account.ts';
import { domainOf } from '../../app/domain/address.ts';
import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { identityOf, proposeCompanyDomains, relationOf } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { displayNameOf } from '../db/display-names.ts';
import { domainWords } from '../db/domain-words.ts';
import { ownAddresses, readIdentity, type OwnAddress } from '../db/own-addresses.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { idList, joinSql } from './compose-sql.ts';

/** As many people of the company, and as many proposals, as a page shows. */
const MOST_COLLEAGUES = 50;
const MOST_PROPOSALS = 10;
/** An address that got fewer mails here is hardly one of the user's. */
const LEAST_MAILS = 2;
/** Threads in which they are looked for, the newest first. */
const RECENT_THREADS = 4_000;

const RANK = { me: 0, colleague: 1, outsider: 2 } as const satisfies Record<Relation, number>;

/** Who is the user and who belongs to the house, with what the mailbox proposes (rules 2). */
export function identityView(db: ReadDb): IdentityView {
  const identity = readIdentity(db);
  const words = ownAddresses(db);
  const company = domainWords(db, 'company');
  const freeMail = domainWords(db, 'free-mail');
  const known = words.map((word) => knownAddress(db, word, identity));
  const said = new Set(words.map(({ address }) => address));
  const colleagues = colleaguesByDomain(db, identity, said);
  return {
    addresses: [...known, ...colleagues].toSorted(
      (one, other) => RANK[one.relation] - RANK[other.relation] || other.mailCount - one.mailCount,
    ),
    proposedAddresses: proposedAddresses(db, identity),
    companyDomains: [...identity.companyDomains].sort().map((domain): CompanyDomain => ({
      domain,
      source: company.added.has(domain) ? 'user' : 'account',
      peopleCount: countPeople(db, domain),
    })),
    refusedDomains: [...company.removed],
    proposedDomains: proposedDomains(words, identity, company.removed, freeMail),
    freeMail: { added: [...freeMail.added], removed: [...freeMail.removed] },
  };
}

function knownAddress(db: ReadDb, word: OwnAddress, identity: Identity): KnownAddress {
  const { address, origin, learntAs } = word;
  return {
    address,
    name: displayNameOf(db, address),
    relation: relationOf(address, identity),
    source: origin,
    otherwise: origin === 'user' ? otherwise(address, learntAs, identity) : null,
    mailCount: countMailsWith(db, address),
  };
}

/** What an address is without the user's word. */
function otherwise(address: CanonicalAddress, learntAs: OwnAddress['learntAs'], identity: Identity): Relation {
  return learntAs === null ? relationOf(address, identityOf([], identity.companyDomains)) : 'me';
}

/** People who are colleagues by nothing but their domain, those with the most mail first. */
function colleaguesByDomain(
  db: ReadDb,
  identity: Identity,
  said: ReadonlySet<CanonicalAddress>,
): readonly KnownAddress[] {
  const registered = [...identity.companyDomains].map(registrableDomain);
  return all<{ address: CanonicalAddress; mail_count: number }>(
    db,
    sql`
    SELECT address, count(DISTINCT mail_id) AS mail_count
      FROM known_address JOIN participant USING (address)
     WHERE registrable_domain IN (SELECT value FROM json_each(${idList(registered)}))
     GROUP BY address
     ORDER BY mail_count DESC, address
     LIMIT ${MOST_COLLEAGUES + said.size}`,
  )
    .filter(({ address }) => !said.has(address) && relationOf(address, identity) === 'colleague')
    .slice(0, MOST_COLLEAGUES)
    .map(({ address, mail_count: mailCount }) => ({
      address,
      name: displayNameOf(db, address),
      relation: 'colleague',
      source: 'company-domain',
      otherwise: null,
      mailCount,
    }));
}

/**
 * Addresses that may be the user's: those to which servers say they delivered the mail here, and those to which mail here is sent
 * although no address of the user is on it. Only proposed: a mailing list or a forwarding looks the same.
 */
function proposedAddresses(db: ReadDb, identity: Identity): readonly ProposedAddress[] {
  const proposals = new Map<CanonicalAddress, ProposedAddress>();
  const add = (because: ProposedAddress['because'], rows: readonly ProposalRow[]): void => {
    for (const { address, mail_count: mailCount } of rows) {
      if (proposals.has(address) || mailCount < LEAST_MAILS || relationOf(address, identity) !== 'outsider') continue;
      if (identity.byAddress.has(address)) continue;
      proposals.set(address, { address, name: displayNameOf(db, address), because, mailCount });
    }
  };
  add('delivered', deliveredAddresses(db));
  add('addressed', addressedAddresses(db));
  return [...proposals.values()].toSorted((one, other) => other.mailCount - one.mailCount).slice(0, MOST_PROPOSALS);
}
interface ProposalRow {
  readonly address: CanonicalAddress;
  readonly mail_count: number;
}

function deliveredAddresses(db: ReadDb): readonly ProposalRow[] {
  return all<ProposalRow>(
    db,
    sql`
    SELECT address, count(*) AS mail_count
      FROM delivery
     GROUP BY address
     ORDER BY mail_count DESC, address
     LIMIT ${MOST_PROPOSALS * 5}`,
  );
}

/**
 * Of mail from people, in an Inbox, the addressees when none of them is known as the user: looked for in the newest threads, and those
 * found there counted in all mail.
 */
function addressedAddresses(db: ReadDb): readonly ProposalRow[] {
  const found = addressees(
    db,
    sql`
    FROM (SELECT thread_id FROM thread ORDER BY last_at DESC LIMIT ${RECENT_THREADS})
         CROSS JOIN mail USING (thread_id) CROSS JOIN participant USING (mail_id)
   WHERE participant.address IS NOT NULL`,
  );
  const asked = idList(found.map(({ address }) => address));
  return addressees(
    db,
    sql`
    FROM participant CROSS JOIN mail USING (mail_id)
   WHERE participant.address IN (SELECT value FROM json_each(${asked}))`,
  );
}

/** @param among addressees and their mails: a FROM and the beginning of a WHERE */
function addressees(db: ReadDb, among: Sql): readonly ProposalRow[] {
  return all<ProposalRow>(
    db,
    joinSql([
      sql`SELECT participant.address, count(DISTINCT mail.mail_id) AS mail_count`,
      among,
      sql`
     AND participant.role IN ('to', 'cc') AND mail.recipient_count = 1
     AND mail.kind = 'personal' AND mail.direction = 'inbound'
     AND EXISTS (
       SELECT 1
         FROM placement JOIN mailbox USING (mailbox_id)
        WHERE placement.mail_id = mail.mail_id AND mailbox.role = 'inbox')
     AND NOT EXISTS (
       SELECT 1
         FROM participant AS me JOIN own_address ON own_address.address = me.address
        WHERE me.mail_id = mail.mail_id AND own_address.relation = 'me')
   GROUP BY participant.address
   ORDER BY mail_count DESC, participant.address
   LIMIT ${MOST_PROPOSALS * 5}`,
    ]),
  );
}

/** Registered domains of the user's other addresses; never free-mail, and not those the user took off. */
function proposedDomains(
  words: readonly OwnAddress[],
  { companyDomains, mine }: Identity,
  refused: ReadonlySet<string>,
  freeMail: Parameters<typeof proposeCompanyDomains>[1],
): readonly ProposedDomain[] {
  const addresses = words.map(({ address }) => address).filter((address) => mine.has(address));
  const domains = [...proposeCompanyDomains(addresses, freeMail)].filter(
    (domain) => !companyDomains.has(domain) && !refused.has(domain),
  );
  return domains.map((domain) => ({
    domain,
    address: addresses.find((address) => registrableDomain(domainOf(address)) === domain) ?? '',
  }));
}

function countMailsWith(db: ReadDb, address: CanonicalAddress): number {
  return one<{ total: number }>(
    db,
    sql`SELECT count(DISTINCT mail_id) AS total FROM participant WHERE address = ${address}`,
  ).total;
}

/** Addresses seen at a domain or below it. */
function countPeople(db: ReadDb, domain: string): number {
  return one<{ total: number }>(
    db,
    sql`
    SELECT count(*) AS total
      FROM known_address
     WHERE registrable_domain = ${registrableDomain(domain)}
       AND (address LIKE ${`%@${domain}`} OR address LIKE ${`%.${domain}`})`,
  ).total;
}
