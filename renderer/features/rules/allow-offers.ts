import { LIMIT_FILTERS, type FilterName, type RuleChange } from '../../../app/contract/rules-views.ts';
import type { MailId } from '../../../app/domain/ids.ts';

/** What no allowance lets through: the blocklist, and the limits of what is sent. */
const WITHOUT_ALLOW: ReadonlySet<FilterName> = new Set(['protected', 'blocked', ...LIMIT_FILTERS]);

export function isAllowable(filter: FilterName): boolean {
  return !WITHOUT_ALLOW.has(filter);
}

/** A mail whose sender, domain, list, itself or thread can be let through the filters. */
export interface Allowable {
  readonly mailId: MailId;
  readonly address: string;
  readonly subject: string;
  readonly listId: string | null;
}

export interface AllowOffer {
  readonly kind: 'address' | 'domain' | 'list' | 'mail' | 'thread';
  readonly name: string;
  readonly order: RuleChange;
}

/** What can be let through of a mail, the widest first. */
export function allowOffers({ address, listId, mailId, subject }: Allowable): readonly AllowOffer[] {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const named = [
    ...(address.includes('@')
      ? [{ kind: 'address', name: address } as const, { kind: 'domain', name: domain } as const]
      : []),
    ...(listId === null ? [] : [{ kind: 'list', name: listId } as const]),
  ];
  return [
    ...named.map(({ kind, name }): AllowOffer => ({
      kind,
      name,
      order: { kind: 'allow', target: { kind, value: name } },
    })),
    ...(['mail', 'thread'] as const).map((kind): AllowOffer => ({
      kind,
      name: subject,
      order: { kind: 'allow', target: { kind, mail: { mailId } } },
    })),
  ];
}
