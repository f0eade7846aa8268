import type { CardKind } from '../../../app/domain/card.ts';
import type { AclTable } from './records.ts';

/** EspoCRM's names of what Mailpin calls cards. */
export const ENTITY_OF: Readonly<Record<CardKind, string>> = {
  lead: 'Lead',
  contact: 'Contact',
  company: 'Account',
  deal: 'Opportunity',
};

/** Whether a scope allows an action; a scope that is not in the table is switched off for everybody. */
export function allows(table: AclTable, scope: string, action: string): boolean {
  return levelOf(table, scope, action) !== 'no';
}

function levelOf(table: AclTable, scope: string, action: string): string {
  const rights = table[scope];
  if (rights === undefined || typeof rights === 'boolean') return rights === true ? 'all' : 'no';
  return rights[action] ?? 'no';
}

/** Kinds of cards that are switched on and that the user may read. */
export function readableKinds(table: AclTable): readonly CardKind[] {
  return (Object.keys(ENTITY_OF) as CardKind[]).filter((kind) => allows(table, ENTITY_OF[kind], 'read'));
}

/**
 * What the user's role lacks, in EspoCRM's own words; empty when all is granted. Kinds of records that the administrator switched off
 * are no lack, but without any kind there is nothing to put mail on. Newer versions have a right of their own for importing mail.
 */
export function missingRights(table: AclTable): readonly string[] {
  const wanted: readonly (readonly [scope: string, action: string])[] = [
    ['Email', 'create'],
    ['Email', 'edit'],
    ...Object.values(ENTITY_OF).flatMap((scope) => (scope in table ? [[scope, 'read'] as const] : [])),
  ];
  const missing = wanted.filter(([scope, action]) => !allows(table, scope, action)).map((right) => right.join(': '));
  // Lists of a user who may read less leave out mail that is there, the imported one in some versions too.
  const seesAllMail = levelOf(table, 'Email', 'read') === 'all';
  const mayImport = ['Import', 'ImportEml'].some((scope) => isOpen(table, scope));
  const hasCards = Object.values(ENTITY_OF).some((scope) => scope in table);
  return [
    ...missing,
    ...(seesAllMail ? [] : ['Email: read (all)']),
    ...(mayImport ? [] : ['Import']),
    ...(hasCards ? [] : ['Contact: read']),
  ];
}

function isOpen(table: AclTable, scope: string): boolean {
  const rights = table[scope];
  return rights !== undefined && rights !== false;
}
