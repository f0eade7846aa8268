/** What Odoo keeps: records by model, its searches, its times. Source: Odoo ORM reference ("Search domains", "search_read"). */
import { valueError } from './refusal.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly id: number };
export type Terms = readonly (readonly [string, string, unknown] | '|')[];

const STAMPS = ['id', 'create_date', 'write_date', 'create_uid', 'display_name'];
/** Fields that may be read or searched; another is a ValueError. */
export const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'res.partner': ['name', 'email', 'website', 'active', 'is_company', 'parent_id', 'commercial_partner_id', 'user_id'],
  'crm.lead': [
    'name',
    'type',
    'active',
    'contact_name',
    'partner_name',
    'email_from',
    'partner_id',
    'stage_id',
    'expected_revenue',
    'company_currency',
    'user_id',
    'date_closed',
    'date_conversion',
  ],
  'crm.stage': ['name', 'sequence', 'is_won', 'team_id'],
  'mail.message': [
    'subject',
    'date',
    'body',
    'message_id',
    'message_type',
    'model',
    'res_id',
    'email_from',
    'author_id',
    'attachment_ids',
    'subtype_id',
  ],
  'ir.attachment': ['name', 'datas', 'mimetype', 'res_model', 'res_id'],
  'res.users': ['name', 'login'],
};

export interface Tables {
  rows(model: string): readonly Row[];
  find(model: string, id: number): Row | undefined;
  /** Creates or changes; it counts as changed now. */
  put(model: string, values: Readonly<Record<string, unknown>>, uid: number): Row;
  remove(model: string, ids: readonly number[]): void;
  search(model: string, domain: Terms): readonly Row[];
  freeze(): void;
}

export function odooTables(): Tables {
  const tables = new Map<string, Map<number, Row>>();
  let seconds = Date.UTC(2026, 0, 5, 8) / 1_000;
  let step = 1;
  let nextId = 1_000;
  const table = (model: string): Map<number, Row> => {
    const found = tables.get(model) ?? new Map<number, Row>();
    tables.set(model, found);
    return found;
  };
  const stamp = (): string => {
    seconds += step;
    return new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  };

  function search(model: string, domain: Terms): readonly Row[] {
    const known = [...STAMPS, ...(FIELDS[model] ?? [])];
    for (const term of domain) {
      if (term !== '|' && !known.includes(term[0])) throw valueError(`Invalid field ${model}.${term[0]} in leaf`);
    }
    // Archived records are shown only to who asks for them.
    const asksForArchived = domain.some((term) => term !== '|' && term[0] === 'active');
    const hidesArchived = known.includes('active') && !asksForArchived;
    return [...table(model).values()].filter(
      (row) => (!hidesArchived || row['active'] !== false) && holdsAll(domain, row),
    );
  }

  return {
    rows: (model) => [...table(model).values()],
    find: (model, id) => table(model).get(id),
    put(model, values, uid) {
      const id = typeof values['id'] === 'number' ? values['id'] : (nextId += 1);
      const before = table(model).get(id);
      const at = stamp();
      const created = before ?? { create_date: at, create_uid: [uid, `User ${String(uid)}`] };
      const row = { ...created, ...values, id, write_date: at };
      table(model).set(id, row);
      return row;
    },
    remove(model, ids) {
      for (const id of ids) table(model).delete(id);
    },
    search,
    freeze() {
      step = 0;
    },
  };
}

/** Prefix notation: terms that stand side by side hold together, `|` joins the two after it. */
function holdsAll(domain: Terms, row: Row): boolean {
  let at = 0;
  const next = (): boolean => {
    const term = domain[at];
    at += 1;
    if (term === undefined) throw valueError('Domain is not well-formed');
    if (term !== '|') return holds(term, row);
    const left = next();
    const right = next();
    return left || right;
  };
  let all = true;
  while (at < domain.length) all = next() && all;
  return all;
}

function holds([field, operator, wanted]: readonly [string, string, unknown], row: Row): boolean {
  const raw = row[field] ?? false;
  const value: unknown = Array.isArray(raw) && raw.length === 2 && typeof raw[1] === 'string' ? raw[0] : raw;
  if (operator === '=') return value === wanted;
  if (operator === '!=') return value !== wanted;
  if (operator === '>=') return value !== false && String(value) >= String(wanted);
  if (operator === 'in') return Array.isArray(wanted) && wanted.includes(value);
  throw valueError(`Invalid operator ${operator}`);
}

/** `write_date, id`, `date desc, id desc`. */
export function ordered(rows: readonly Row[], order: string): readonly Row[] {
  const keys = order.split(',').map((part) => part.trim().split(/\s+/));
  return rows.toSorted((a, b) => {
    for (const [field = 'id', direction = 'asc'] of keys) {
      const [left, right] = [a[field], b[field]];
      const isLess =
        typeof left === 'number' && typeof right === 'number' ? left < right : String(left) < String(right);
      if (left !== right) return isLess === (direction.toLowerCase() === 'asc') ? -1 : 1;
    }
    return 0;
  });
}

/** Some fields of a record; an empty one is false. */
export function shown(model: string, row: Row, fields: readonly string[], unknown: readonly string[] = []): Row {
  const known = [...STAMPS, ...(FIELDS[model] ?? [])].filter((field) => !unknown.includes(field));
  const strange = fields.find((field) => !known.includes(field));
  if (strange !== undefined) throw valueError(`Invalid field '${strange}' on model '${model}'`);
  const chosen = fields.map((field) => [field, row[field] ?? (field.endsWith('_ids') ? [] : false)] as const);
  return { ...Object.fromEntries(chosen), id: row.id };
}
