/** The public methods of Odoo's models that the stand-in has. Sources: Odoo ORM reference; addons/mail/models/mail_thread.py. */
import { accessError, missing, typeError, userError, valueError } from './refusal.ts';
import { FIELDS, ordered, shown, type Row, type Tables, type Terms } from './tables.ts';

export type Rights = Readonly<Record<string, readonly string[]>>;
export interface World {
  readonly version: number;
  readonly tables: Tables;
  readonly uid: number;
  readonly rights: Rights;
  /** Somebody was told of a message: mail, or a bell in the web client. */
  readonly notify: (model: string, id: number) => void;
  readonly followers: Map<string, Set<number>>;
}
export interface Call {
  readonly model: string;
  readonly method: string;
  readonly ids: readonly number[];
  readonly named: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Parameters of message_post and the fields of a message that may come besides them. */
const POSTED = [
  'body',
  'subject',
  'message_type',
  'email_from',
  'author_id',
  'parent_id',
  'subtype_xmlid',
  'subtype_id',
  'partner_ids',
  'attachments',
  'attachment_ids',
  'body_is_html',
  'date',
  'message_id',
  'reply_to',
  'is_internal',
];
const MESSAGE_TYPES = ['email', 'comment', 'notification', 'email_outgoing', 'auto_comment'];

export function perform(world: World, call: Call): unknown {
  const { tables } = world;
  const { model, method, named } = call;
  if (!(model in FIELDS)) throw userError(`Object ${model} doesn't exist`);
  const text = (name: string, otherwise: string): string => {
    const value = named[name];
    return typeof value === 'string' ? value : otherwise;
  };
  switch (method) {
    case 'context_get':
      return { lang: 'en_US', tz: 'Europe/Berlin', uid: world.uid };
    case 'check_access_rights':
      if (world.version >= 19) throw typeError(`The method '${model}.check_access_rights' does not exist`);
      return isGranted(world, model, text('operation', ''));
    case 'has_access':
      if (world.version < 18) throw valueError(`The method 'has_access' does not exist on the model '${model}'`);
      return isGranted(world, model, text('operation', ''));
    case 'search_count':
      demand(world, model, 'read');
      return tables.search(model, named['domain'] as Terms).length;
    case 'search_read': {
      demand(world, model, 'read');
      const found = ordered(tables.search(model, named['domain'] as Terms), text('order', 'id'));
      const offset = Number(named['offset'] ?? 0);
      const page = found.slice(offset, named['limit'] === undefined ? undefined : offset + Number(named['limit']));
      const unknown = model === 'crm.stage' && world.version >= 19 ? ['team_id'] : [];
      return page.map((row) => shown(model, row, named['fields'] as readonly string[], unknown));
    }
    case 'create':
      demand(world, model, 'create');
      return (named['vals_list'] as readonly Row[]).map(
        (values) => tables.put(model, checked(model, values), world.uid).id,
      );
    case 'unlink':
      demand(world, model, 'unlink');
      if (call.ids.some((id) => tables.find(model, id) === undefined)) throw missing();
      tables.remove(model, call.ids);
      return true;
    case 'message_post':
      return post(world, call);
    default:
      throw valueError(`The method '${method}' does not exist on the model '${model}'`);
  }
}

function post(world: World, { model, ids, named, context }: Call): unknown {
  const { tables, version, uid } = world;
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) throw valueError(`Expected singleton: ${model}(${ids.join(', ')})`);
  const strange = Object.keys(named).filter(
    (name) => !POSTED.includes(name) || (name === 'body_is_html' && version < 17),
  );
  if (strange.length > 0)
    throw valueError(`Those values are not supported when posting or notifying: ${strange.join(', ')}`);
  const record = tables.find(model, id);
  if (record === undefined) throw missing();
  demand(world, model, 'write');
  const { body, date, message_type: type = 'notification', attachment_ids: files = [] } = named;
  if (!MESSAGE_TYPES.includes(String(type)))
    throw valueError(`Wrong value for mail.message.message_type: '${String(type)}'`);
  if (typeof date === 'string' && !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(date)) {
    throw valueError(`time data '${date}' does not match format '%Y-%m-%d %H:%M:%S'`);
  }
  const isHtml = version < 17 || named['body_is_html'] === true;
  const moved = files as readonly number[];
  for (const fileId of moved) {
    const file = tables.find('ir.attachment', fileId);
    if (file === undefined) throw missing();
    tables.put('ir.attachment', { ...file, res_model: model, res_id: id }, uid);
  }
  const isNote = named['subtype_xmlid'] === undefined || named['subtype_xmlid'] === 'mail.mt_note';
  const message = tables.put(
    'mail.message',
    {
      model,
      res_id: id,
      subject: named['subject'] ?? false,
      body: isHtml ? body : `<p>${String(body).replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`,
      message_type: type,
      message_id: named['message_id'] ?? `<made-by-odoo-${String(Math.random())}@odoo>`,
      date: date ?? record['write_date'],
      email_from: named['email_from'] ?? false,
      attachment_ids: moved,
      subtype_id: isNote ? [2, 'Note'] : [1, 'Discussions'],
    },
    uid,
  );
  const followers = world.followers.get(`${model},${String(id)}`) ?? new Set<number>();
  world.followers.set(`${model},${String(id)}`, followers);
  if (!isNote) for (const follower of followers) if (follower !== uid) world.notify(model, id);
  const skips = version >= 19 ? context['mail_post_autofollow_author_skip'] : context['mail_create_nosubscribe'];
  if (skips !== true && type !== 'notification') followers.add(uid);
  // Since 19 the record itself is answered, which JSON-2 writes as a list of its id.
  return version >= 19 ? [message.id] : message.id;
}

function checked(model: string, values: Row): Row {
  const strange = Object.keys(values).find((name) => !(FIELDS[model] ?? []).includes(name));
  if (strange !== undefined) throw valueError(`Invalid field '${strange}' on model '${model}'`);
  return values;
}

function isGranted({ rights }: World, model: string, operation: string): boolean {
  return rights[model]?.includes(operation) === true;
}

function demand(world: World, model: string, operation: string): void {
  if (!isGranted(world, model, operation)) throw accessError(model);
}
