/**
 * A stand-in for EspoCRM that keeps its state. Sources: EspoCRM's documentation (development/api, development/api-search-params) and
 * its public source, for version 8.4: sign-in, roles, lists, the importer of mail files, what it refuses and how it says so.
 */
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeRequest } from './fake-http.ts';
import { listAnswer } from './espocrm/find.ts';
import { importEml } from './espocrm/importer.ts';
import {
  CARD_TYPES,
  newId,
  recordStore,
  type CardType,
  type EntityType,
  type EspoRecord,
  type RecordStore,
} from './espocrm/records.ts';
import { refused } from './espocrm/refused.ts';
import { signInCheck } from './espocrm/sign-in.ts';

export { ESPO_KEY, ESPO_LOGIN, ESPO_SECRET, ESPO_SIGNED_KEY } from './espocrm/sign-in.ts';

type Level = 'yes' | 'all' | 'own' | 'no';
/** A role: what stands in no scope is switched off for everybody. */
export type EspoRole = Readonly<Record<string, boolean | Readonly<Record<string, Level>>>>;

export interface FakeEspo extends FakeHttp {
  /** Creates or replaces a record in the name of a colleague; it counts as changed now. */
  put(type: CardType, fields: Readonly<Record<string, unknown>>): EspoRecord;
  remove(type: CardType, id: string): void;
  /** Mail that EspoCRM's own sync fetched, on the record it chose itself. */
  fetchMail(fields: Readonly<Record<string, unknown>>): EspoRecord;
  /** A colleague puts a mail on another record. */
  moveMail(id: string, parentType: string, parentId: string): void;
  emails(): readonly EspoRecord[];
  /** Names of the mails on a record. */
  emailsOn(id: string): readonly string[];
  setRole(role: EspoRole): void;
  freeze(): void;
}
export interface EspoOptions {
  readonly digest?: 'hex' | 'raw';
  /** Most bytes of a request that PHP takes. */
  readonly postMaxSize?: number;
}

export const ESPO_USER = 'api0000000000user';
const COLLEAGUE = 'colleague00000001';
const FULL = { create: 'yes', read: 'all', edit: 'all', delete: 'all', stream: 'all' } as const;
/** The role that the user guide asks for. */
export const ESPO_ROLE: EspoRole = {
  Email: { create: 'yes', read: 'all', edit: 'all', delete: 'own', stream: 'no' },
  Import: true,
  ...Object.fromEntries(CARD_TYPES.map((type) => [type, { ...FULL, create: 'no', edit: 'no', delete: 'no' }])),
};

const STAGES = { Prospecting: 10, Negotiation: 80, 'Closed Won': 100, 'Closed Lost': 0 };

export async function startEspo({ digest = 'hex', postMaxSize = 30e6 }: EspoOptions = {}): Promise<FakeEspo> {
  const store = recordStore();
  const uploads = new Map<string, Buffer>();
  const checkSignIn = signInCheck(digest);
  let role = ESPO_ROLE;

  const level = (scope: string, action: string): Level => {
    const rights = role[scope];
    if (typeof rights === 'boolean' || rights === undefined) return rights === true ? 'all' : 'no';
    return rights[action] ?? 'no';
  };
  const may = (type: string, action: string, record: EspoRecord): boolean => {
    const held = level(type, action);
    return held === 'all' || held === 'yes' || (held === 'own' && record.createdById === ESPO_USER);
  };

  async function answer(request: FakeRequest): Promise<FakeAnswer> {
    const path = request.path.replace(/^\/api\/v1/, '');
    if (path === request.path) return { status: 404, body: '<html><body>Not Found</body></html>' };
    const turnedAway = checkSignIn(request, path);
    if (turnedAway !== null) return turnedAway;
    if (JSON.stringify(request.body).length > postMaxSize) return { status: 413, body: '<html>Too large</html>' };
    const [, type = '', id, ...more] = path.split('/');
    if (more.length > 0) return refused(404, '');
    if (type === 'App' && id === 'user') return { status: 200, body: appUser(role) };
    if (type === 'Metadata') return metadata(request.query.get('key') ?? '');
    if (type === 'Attachment' && request.method === 'POST') return upload(request.body);
    if (type === 'Email' && id === 'importEml' && request.method === 'POST') return importMail(request.body);
    if (!isEntity(type)) return refused(404, '');
    if (id === undefined) return collection(type, request);
    const record = store.find(type, id);
    if (record === undefined) return refused(404, '');
    return single(type, record, request);
  }

  function collection(type: EntityType, { method, query, body }: FakeRequest): FakeAnswer {
    if (method === 'POST' && type === 'Email') return createEmail(body);
    if (method !== 'GET') return refused(403, 'No create access.');
    if (level(type, 'read') === 'no') return refused(403, `No read access to ${type}.`);
    return listAnswer(
      type,
      store.all(type).filter((record) => may(type, 'read', record)),
      query,
    );
  }

  /** A Message-ID that is sent along is not taken. */
  function createEmail(body: unknown): FakeAnswer {
    if (level('Email', 'create') === 'no') return refused(403, 'No create access.');
    const fields = { ...fieldsOf(body), messageId: `dummy:${newId()}` };
    return { status: 200, body: store.put('Email', fields, ESPO_USER) };
  }

  function single(type: EntityType, record: EspoRecord, { method, body }: FakeRequest): FakeAnswer {
    if (method === 'GET')
      return may(type, 'read', record) ? { status: 200, body: record } : refused(403, 'No read access.');
    if (type !== 'Email') return refused(403, 'No edit access.');
    if (method === 'DELETE') {
      if (!may(type, 'delete', record)) return refused(403, 'No delete access.');
      store.remove(type, record.id);
      return { status: 200, body: true };
    }
    if (!may(type, 'edit', record)) return refused(403, 'No edit access.');
    return setParent(record, fieldsOf(body));
  }

  /** Of a mail that arrived only the record it is on can be changed. */
  function setParent(record: EspoRecord, { parentType, parentId }: Record<string, unknown>): FakeAnswer {
    if (parentId === null) {
      return { status: 200, body: store.change('Email', record.id, { parentType: null, parentId: null }, ESPO_USER) };
    }
    const found =
      typeof parentType === 'string' && typeof parentId === 'string' ? store.find(parentType, parentId) : undefined;
    if (found === undefined || typeof parentType !== 'string') {
      const data = { foreignEntityType: parentType };
      return refused(403, "Can't relate with non-existing record. entity type: Email, link: parent.", {
        messageTranslation: { label: 'cannotRelateNonExisting', scope: null, data },
      });
    }
    if (!may(parentType, 'read', found)) return refused(403, 'No access for link operation (Email:parent).');
    const changed = { parentType, parentId: found.id, parentName: found['name'] ?? null };
    return { status: 200, body: store.change('Email', record.id, changed, ESPO_USER) };
  }

  function upload(body: unknown): FakeAnswer {
    const { name, type, role: asked, relatedType, parentType, field, file } = fieldsOf(body);
    if (typeof name !== 'string' || typeof type !== 'string') {
      return refused(400, 'Field validation error; entityType: Attachment, field: name, type: required');
    }
    if (asked !== 'Attachment') return refused(403, 'Role not allowed.');
    const related = parentType ?? relatedType;
    if (related !== 'Email' || field !== 'attachments') return refused(403, `Field '${String(field)}' does not exist.`);
    if (level('Email', 'create') === 'no' && level('Email', 'edit') === 'no')
      return refused(403, 'No access to Email.');
    const base64 = typeof file === 'string' ? /^data:[\w./+-]+;base64,(.*)$/.exec(file)?.[1] : undefined;
    if (base64 === undefined) return refused(400, 'No file contents.');
    const id = newId();
    uploads.set(id, Buffer.from(base64, 'base64'));
    return { status: 200, body: { id, name, type } };
  }

  async function importMail(body: unknown): Promise<FakeAnswer> {
    if (level('Email', 'create') === 'no') return refused(403, "No 'create' access.");
    if (role['Import'] !== true) return refused(403, "No access to 'Import'.");
    const { fileId } = fieldsOf(body);
    if (typeof fileId !== 'string') return refused(400, "No 'fileId'.");
    const source = uploads.get(fileId);
    if (source === undefined) return refused(404, 'Attachment not found.');
    const answered = await importEml(store, source, ESPO_USER);
    if (answered.status === 200) uploads.delete(fileId);
    return answered;
  }

  const http = await fakeHttp(answer);
  return {
    ...http,
    ...helpers(store),
    setRole: (next) => {
      role = next;
    },
  };
}

function helpers(store: RecordStore): Omit<FakeEspo, keyof FakeHttp | 'setRole'> {
  return {
    put: (type, fields) => store.put(type, fields, COLLEAGUE),
    remove: (type, id) => store.remove(type, id),
    fetchMail: (fields) => store.put('Email', { status: 'Archived', ...fields }, 'system'),
    moveMail: (id, parentType, parentId) => void store.change('Email', id, { parentType, parentId }, COLLEAGUE),
    emails: () => store.all('Email'),
    emailsOn: (id) =>
      store
        .all('Email')
        .filter((email) => email['parentId'] === id)
        .map((email) => String(email['name'])),
    freeze: () => store.freeze(),
  };
}

function appUser(role: EspoRole): unknown {
  return {
    user: { id: ESPO_USER, userName: 'mailpin', name: 'Mailpin API', type: 'api', isActive: true },
    acl: { table: role, fieldTable: {}, assignmentPermission: 'no' },
    preferences: {},
    token: null,
    settings: {},
    language: 'en_US',
  };
}

function metadata(key: string): FakeAnswer {
  if (key !== 'entityDefs.Opportunity.fields.stage') return { status: 200, body: null };
  return {
    status: 200,
    body: { type: 'enum', options: Object.keys(STAGES), default: 'Prospecting', probabilityMap: STAGES },
  };
}

function isEntity(type: string): type is EntityType {
  return type === 'Email' || (CARD_TYPES as readonly string[]).includes(type);
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
}
