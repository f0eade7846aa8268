/**
 * A small IMAP server of our own on a real socket: plain RFC 3501 without any extension unless it is told to name some, so that tests
 * meet servers that nobody packages (old appliances, Gmail, Outlook) and servers that misbehave. Keeps its mail in memory.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gmailLabels } from './gmail-labels.ts';
import { fetchLines, fetchOrder, search } from './plain-imap-fetch.ts';
import { deliver, emptyMailbox, touch, type MailToServe, type ServedMailbox } from './plain-imap-state.ts';

export interface PlainImapOptions {
  readonly users: Readonly<Record<string, string>>;
  /** Besides IMAP4rev1; `IDLE`, `SPECIAL-USE`, `ENABLE`, `CONDSTORE` and `X-GM-EXT-1` are also obeyed. */
  readonly capabilities?: readonly string[];
  /** Path of the mailbox of sent mail; `Sent` unless said. */
  readonly sent?: string;
  /** Besides INBOX and that of sent mail. */
  readonly mailboxes?: readonly { readonly path: string; readonly specialUse?: string }[];
  /** More connections at once are refused at sign-in, as providers do. */
  readonly maxConnections?: number;
}

/** How a server can fail to answer a command. */
export const MISBEHAVIOURS = ['no', 'bad', 'bye', 'garbage', 'half-literal', 'cut', 'nothing'] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

export interface PlainImap {
  readonly host: '127.0.0.1';
  readonly port: number;
  deliver(path: string, mail: MailToServe): number;
  expunge(path: string, uid: number): void;
  addFlag(path: string, uid: number, flag: string): void;
  /** Raises the modification sequence of a mail, as a change of its labels does. */
  touch(path: string, uid: number): void;
  move(from: string, uid: number, to: string): void;
  createMailbox(path: string, specialUse?: string): void;
  deleteMailbox(path: string): void;
  renameMailbox(path: string, to: string): void;
  changeUidValidity(path: string): void;
  /** The next command that begins so (`UID FETCH`, `LOGIN`, `LIST "" "*"` ...) is answered in that way, once. */
  misbehave(command: string, how: Misbehaviour): void;
  /** Calls back before each command with this name, until it answers false: the server changes while somebody reads. */
  before(command: string, change: () => boolean): void;
  /** Commands as they came, without tags and secrets. */
  readonly commands: readonly string[];
  /** Most connections that were open at once. */
  readonly mostConnections: () => number;
  /** Sign-ins that were refused because there were too many connections. */
  readonly refusals: () => number;
  stop(): Promise<void>;
}

export async function startPlainImap(options: PlainImapOptions): Promise<PlainImap> {
  const capabilities = options.capabilities ?? [];
  const mailboxes = new Map<string, ServedMailbox>();
  const add = (path: string, specialUse: string | null): void =>
    void mailboxes.set(path, emptyMailbox(path, specialUse));
  add('INBOX', null);
  add(options.sent ?? 'Sent', '\\Sent');
  for (const { path, specialUse = null } of options.mailboxes ?? []) add(path, specialUse);
  const at = (path: string): ServedMailbox => {
    const mailbox = mailboxes.get(path);
    if (mailbox === undefined) throw new Error(`no mailbox ${path}`);
    return mailbox;
  };
  const hasModSeq = capabilities.includes('CONDSTORE');
  const commands: string[] = [];
  const plans = new Map<string, Misbehaviour>();
  const changes = new Map<string, () => boolean>();
  const connections = new Set<{ readonly socket: Socket; tell(): void; isIn: boolean }>();
  let [most, refused] = [0, 0];
  const changed = (): void => connections.forEach((connection) => connection.tell());

  const server = createServer((socket) => {
    let open: ServedMailbox | null = null;
    let told: readonly number[] = [];
    let idleTag: string | null = null;
    const say = (text: string): boolean => socket.write(`${text}\r\n`, 'latin1');
    const connection = {
      socket,
      isIn: false,
      /** EXPUNGE and EXISTS since the last time, as RFC 3501 7.4 wants them: highest number first. */
      tell(): void {
        if (open === null || (idleTag === null && !capabilities.includes('IDLE'))) return;
        catchUp();
      },
    };
    const catchUp = (): void => {
      if (open === null) return;
      const now = new Set(open.mails.map(({ uid }) => uid));
      for (let index = told.length - 1; index >= 0; index -= 1) {
        if (!now.has(told[index] ?? 0)) say(`* ${String(index + 1)} EXPUNGE`);
      }
      if (open.mails.length !== told.filter((uid) => now.has(uid)).length) say(`* ${String(open.mails.length)} EXISTS`);
      told = [...now];
    };
    connections.add(connection);
    most = Math.max(most, connections.size);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => connections.delete(connection));
    say('* OK plain server');

    const select = (tag: string, path: string): unknown => {
      open = mailboxes.get(path) ?? null;
      if (open === null) return say(`${tag} NO no such mailbox`);
      told = open.mails.map(({ uid }) => uid);
      say('* FLAGS (\\Seen \\Deleted \\Draft)');
      say(`* ${String(open.mails.length)} EXISTS`);
      say(`* OK [UIDVALIDITY ${String(open.uidValidity)}] valid`);
      say(`* OK [UIDNEXT ${String(open.uidNext)}] next`);
      if (hasModSeq) say(`* OK [HIGHESTMODSEQ ${String(open.modSeq)}] highest`);
      return say(`${tag} OK [READ-ONLY] opened`);
    };

    const obey = (tag: string, name: string, rest: string): unknown => {
      switch (name) {
        case 'CAPABILITY':
          say(`* CAPABILITY ${['IMAP4rev1', ...capabilities].join(' ')}`);
          return say(`${tag} OK`);
        case 'LOGIN': {
          const [user = '', password = ''] = strings(rest);
          if (options.users[user] !== password) return say(`${tag} NO [AUTHENTICATIONFAILED] no`);
          const inside = [...connections].filter(({ isIn }) => isIn).length;
          if (inside >= (options.maxConnections ?? Infinity)) {
            refused += 1;
            return say(`${tag} NO [LIMIT] too many connections`);
          }
          connection.isIn = true;
          return say(`${tag} OK in`);
        }
        case 'LIST':
          for (const { path, specialUse } of listed(mailboxes, strings(rest)[1] ?? '*')) {
            const use = specialUse !== null && capabilities.includes('SPECIAL-USE') ? ` ${specialUse}` : '';
            say(`* LIST (\\HasNoChildren${use}) "/" "${path}"`);
          }
          return say(`${tag} OK`);
        case 'LSUB':
        case 'NOOP':
          catchUp();
          return say(`${tag} OK`);
        case 'ENABLE':
          if (hasModSeq) say('* ENABLED CONDSTORE');
          return say(`${tag} OK`);
        case 'STATUS': {
          const mailbox = mailboxes.get(strings(rest)[0] ?? '');
          if (mailbox === undefined) return say(`${tag} NO no such mailbox`);
          const unseen = mailbox.mails.filter(({ flags }) => !flags.has('\\Seen')).length;
          const facts = `MESSAGES ${String(mailbox.mails.length)} UIDNEXT ${String(mailbox.uidNext)} UIDVALIDITY ${String(mailbox.uidValidity)} UNSEEN ${String(unseen)}${hasModSeq ? ` HIGHESTMODSEQ ${String(mailbox.modSeq)}` : ''}`;
          say(`* STATUS "${mailbox.path}" (${facts})`);
          return say(`${tag} OK`);
        }
        case 'SELECT':
        case 'EXAMINE':
          return select(tag, strings(rest)[0] ?? '');
        case 'UID SEARCH':
          if (open === null) return say(`${tag} BAD nothing open`);
          say(`* SEARCH ${search(open, rest).join(' ')}`.trimEnd());
          return say(`${tag} OK`);
        case 'UID FETCH': {
          if (open === null) return say(`${tag} BAD nothing open`);
          const order = fetchOrder(rest, gmailLabels([...mailboxes.values()], open));
          for (const line of fetchLines(open, order)) say(line);
          return say(`${tag} OK`);
        }
        case 'IDLE':
          idleTag = tag;
          say('+ idling');
          catchUp();
          return true;
        case 'LOGOUT':
          say('* BYE');
          say(`${tag} OK`);
          return socket.end();
        default:
          return say(`${tag} BAD unknown`);
      }
    };

    const misbehaveNow = (how: Misbehaviour, tag: string): void => {
      if (how === 'no') say(`${tag} NO not now`);
      if (how === 'bad') say(`${tag} BAD what`);
      if (how === 'bye') say('* BYE going down');
      if (how === 'garbage') socket.write(Buffer.from('* )(\u0000\u00ff{{ \r\n\u0001\u0002}])"\r\n*\r\n', 'latin1'));
      if (how === 'half-literal') say('* 1 FETCH (UID 1 BODY[HEADER] {5000}\r\nFrom: a');
      if (how === 'bye' || how === 'cut' || how === 'half-literal') socket.end();
      if (how === 'garbage') say(`${tag} BAD {`);
    };

    let buffer = '';
    socket.on('data', (chunk: Buffer) => {
      buffer += chunk.toString('latin1');
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (idleTag !== null && line.toUpperCase() === 'DONE') {
          say(`${idleTag} OK done`);
          idleTag = null;
          continue;
        }
        const [, tag = '*', name = '', rest = ''] = /^(\S+) (UID \w+|\S+) ?(.*)$/i.exec(line) ?? [];
        const command = name.toUpperCase();
        commands.push(command === 'LOGIN' ? command : `${command} ${rest}`.trim());
        if (changes.get(command)?.() === false) changes.delete(command);
        const [planned] = [...plans].filter(([beginning]) => `${command} ${rest}`.startsWith(beginning));
        const how = planned?.[1];
        if (planned !== undefined) plans.delete(planned[0]);
        if (how === undefined) obey(tag, command, rest);
        else misbehaveNow(how, tag);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    deliver(path, mail) {
      const uid = deliver(at(path), mail);
      changed();
      return uid;
    },
    expunge(path, uid) {
      touch(at(path), uid);
      at(path).mails = at(path).mails.filter((mail) => mail.uid !== uid);
      changed();
    },
    addFlag(path, uid, flag) {
      at(path)
        .mails.find((mail) => mail.uid === uid)
        ?.flags.add(flag);
      touch(at(path), uid);
    },
    touch: (path, uid) => touch(at(path), uid),
    move(from, uid, to) {
      const mail = at(from).mails.find((one) => one.uid === uid);
      if (mail === undefined) throw new Error(`no mail ${String(uid)} in ${from}`);
      deliver(at(to), { ...mail, flags: [...mail.flags] });
      at(from).mails = at(from).mails.filter((one) => one !== mail);
      changed();
    },
    createMailbox: (path, specialUse) => add(path, specialUse ?? null),
    deleteMailbox: (path) => void mailboxes.delete(path),
    renameMailbox(path, to) {
      mailboxes.set(to, { ...at(path), path: to });
      mailboxes.delete(path);
    },
    changeUidValidity(path) {
      const mailbox = at(path);
      mailbox.uidValidity += 1;
      mailbox.mails = mailbox.mails.map((mail) => ({ ...mail, uid: mail.uid + 500 }));
      mailbox.uidNext += 500;
    },
    before: (command, change) => void changes.set(command, change),
    misbehave: (command, how) => void plans.set(command, how),
    commands,
    mostConnections: () => most,
    refusals: () => refused,
    async stop() {
      server.close();
      for (const { socket } of connections) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Quoted strings and atoms of a command line. */
function strings(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, atom]) =>
    quoted === undefined ? (atom ?? '') : quoted.replaceAll(/\\(.)/g, '$1'),
  );
}

function listed(mailboxes: ReadonlyMap<string, ServedMailbox>, pattern: string): readonly ServedMailbox[] {
  const all = [...mailboxes.values()];
  return pattern === '*' || pattern === '%' ? all : all.filter(({ path }) => path === pattern);
}
