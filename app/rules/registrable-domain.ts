import { getDomain } from 'tldts';

/**
 * The part of a domain that somebody registered: `sales.acme.co.uk` is `acme.co.uk`. The domain itself where there is no such part
 * (`localhost`, an address literal, a public suffix). Source: the public suffix list, private suffixes included.
 */
export function registrableDomain(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}

/** A domain and the domains above it, nearest first, down to the one that somebody registered. */
export function domainsUpToRegistrable(domain: string): readonly string[] {
  const top = registrableDomain(domain);
  const line = [domain];
  for (let rest = domain; rest.length > top.length;) {
    rest = rest.slice(rest.indexOf('.') + 1);
    line.push(rest);
  }
  return line;
}
