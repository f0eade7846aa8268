import type { DomainWords } from '../../app/domain/policy.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** What the user says of domains: that they are, or are not, the company's own, or such where anybody has a mailbox. */
export type DomainTopic = 'company' | 'free-mail';

export function domainWords(db: ReadDb, about: DomainTopic): DomainWords {
  // Every transaction asks, mostly for nothing: with a bound value before ORDER BY, SQLite plans the statement anew each time.
  const rows = all<{ domain: string; about: DomainTopic; is_so: number }>(
    db,
    sql`SELECT domain, about, is_so FROM domain_word ORDER BY domain`,
  ).filter((row) => row.about === about);
  const those = (isSo: number) => new Set(rows.filter((row) => row.is_so === isSo).map((row) => row.domain));
  return { added: those(1), removed: those(0) };
}

/** @param isSo null takes the user's word back */
export function setDomainWord(db: WriteDb, about: DomainTopic, domain: string, isSo: boolean | null): void {
  if (isSo === null) {
    run(db, sql`DELETE FROM domain_word WHERE domain = ${domain} AND about = ${about}`);
    return;
  }
  run(
    db,
    sql`
    INSERT INTO domain_word (domain, about, is_so) VALUES (${domain}, ${about}, ${isSo ? 1 : 0})
    ON CONFLICT (domain, about) DO UPDATE SET is_so = excluded.is_so`,
  );
}
