import { getDomain, parse } from 'tldts';

/**
 * The part of a domain that somebody registered: `sales.acme.co.uk` is `acme.co.uk`. The domain itself where there is
 * no such part (`localhost`, an address literal, a public suffix). Source: the public suffix list, private suffixes
 * included.
 */
export function registrableDomain(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}

/** Whether nobody can have registered a domain because others are registered below it (`co.uk`, `github.io`). */
export function isPublicSuffix(domain: string): boolean {
  const { publicSuffix, isIcann, isPrivate } = parse(domain, { allowPrivateDomains: true });
  return publicSuffix === domain && (isIcann === true || isPrivate === true);
}

/** Whether it is a suffix under which registries give domains to anybody (`com`, `co.uk`); those of companies, such as `github.io`, are not meant. */
export function isTopLevel(domain: string): boolean {
  const { publicSuffix, isIcann } = parse(domain);
  return publicSuffix === domain && isIcann === true;
}

/** Lines that were worked out before: the list of public suffixes is long, and people write more than one mail. */
const lines = new Map<string, readonly string[]>();
const MAX_LINES = 10_000;

/** A domain and the domains above it, nearest first, down to the one that somebody registered. */
export function domainsUpToRegistrable(domain: string): readonly string[] {
  const known = lines.get(domain);
  if (known !== undefined) return known;
  const line = lineOf(domain);
  if (lines.size >= MAX_LINES) lines.clear();
  lines.set(domain, line);
  return line;
}

function lineOf(domain: string): readonly string[] {
  const top = registrableDomain(domain);
  const line = [domain];
  let rest = domain;
  while (rest.length > top.length) {
    rest = domainAbove(rest);
    line.push(rest);
  }
  return line;
}

/** A domain and every domain above it, nearest first, up to its last label. */
export function* domainAndAbove(domain: string): Generator<string> {
  for (let rest = domain; rest !== ''; rest = domainAbove(rest)) yield rest;
}

/** Whether a domain is one of the given ones or below one of them. */
export function isWithin(domain: string, domains: ReadonlySet<string>): boolean {
  let rest = domains.size === 0 ? '' : domain;
  while (rest !== '' && !domains.has(rest)) rest = domainAbove(rest);
  return rest !== '';
}

/** The domain without its first label; empty when it has only one. */
export function domainAbove(domain: string): string {
  const dot = domain.indexOf('.');
  return dot < 0 ? '' : domain.slice(dot + 1);
}
