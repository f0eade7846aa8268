/** A salesperson's day for a test: a mail server with an Inbox, a keychain of one's own, a few cards. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { MailServer } from './pages/first-run.ts';
import { OUT } from './desktop.ts';
import { startDovecot, type Dovecot } from './servers/dovecot.ts';
import { startKeyring } from './servers/keyring.ts';

const ADDRESS = 'sally@acme.test';
const PASSWORD = 'right password';

/** Two open deals with one customer, so that the rules must ask, and one deal with another, so that they need not. */
const CARDS: readonly CardOfOffice[] = [
  { kind: 'company', id: 'ferreira', name: 'Ferreira Foods' },
  { kind: 'contact', id: 'ana', name: 'Ana Ferreira', emails: ['ana@ferreira.test'], company: 'ferreira' },
  { kind: 'deal', id: 'pilot', name: 'Ferreira pilot', people: ['ana'], stage: 'Qualified', status: 'open' },
  { kind: 'deal', id: 'rollout', name: 'Ferreira rollout', people: ['ana'], stage: 'Negotiation', status: 'open' },
];

/** A row of a file of cards (docs/card-import.md). */
export type CardOfOffice = Readonly<Record<string, unknown>>;

export interface Letter {
  readonly id: string;
  /** Ana when left out; an address, with a name or without. */
  readonly from?: string;
  /** More lines of the header. */
  readonly header?: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly answers?: string;
  readonly file?: { readonly name: string; readonly text: string };
}

export interface Office {
  /** For the program: the keychain it shall see. */
  readonly env: Readonly<Record<string, string>>;
  readonly server: MailServer;
  readonly dovecot: Dovecot;
  /** A mail arrives in the Inbox. */
  receive(letter: Letter): Promise<void>;
  /** Those of the office, or others. */
  importCards(cards?: readonly CardOfOffice[]): Promise<void>;
  connect(): Promise<void>;
  /** The command line on the same profile, as a second program. */
  mailpin(args: readonly string[], input?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openOffice(profileDir: string): Promise<Office> {
  const keyring = await startKeyring('unlocked');
  const dovecot = await startDovecot({ users: { [ADDRESS]: PASSWORD } });
  const server = {
    address: ADDRESS,
    password: PASSWORD,
    host: 'localhost',
    port: dovecot.tlsPort,
    caFile: dovecot.caFile,
  };
  const cardFile = path.join(profileDir, 'cards.json');

  const mailpin = async (args: readonly string[], input = ''): Promise<void> => {
    const program = path.join(OUT, 'cli', 'mailpin.mjs');
    const env = { ...process.env, ...keyring.env };
    const run = promisify(execFile)(process.execPath, [program, '--profile', profileDir, ...args], { env });
    run.child.stdin?.end(input);
    await run;
  };
  return {
    env: keyring.env,
    server,
    dovecot,
    async receive(letter) {
      await dovecot.mail.append(ADDRESS, { raw: written(letter) });
    },
    async importCards(cards = CARDS) {
      writeFileSync(cardFile, JSON.stringify(cards));
      await mailpin(['card', 'import', cardFile]);
    },
    mailpin,
    connect: () => {
      const where = ['--imap', `${server.host}:${server.port}`, '--ca', server.caFile, '--password-stdin'];
      return mailpin(['account', 'add', ADDRESS, ...where], `${PASSWORD}\n`);
    },
    async close() {
      await dovecot.stop();
      await keyring.stop();
    },
  };
}

/** RFC 5322 and 2045, as a mail program writes it. */
function written({
  id,
  from = 'Ana Ferreira <ana@ferreira.test>',
  header = [],
  subject,
  text,
  answers,
  file,
}: Letter): string {
  const fields = [
    `Message-ID: <${id}@ferreira.test>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: Sally Winter <${ADDRESS}>`,
    `Subject: ${subject}`,
    ...(answers === undefined
      ? []
      : [`In-Reply-To: <${answers}@ferreira.test>`, `References: <${answers}@ferreira.test>`]),
    ...header,
    'MIME-Version: 1.0',
  ];
  const words = ['Content-Type: text/plain; charset=utf-8', '', text];
  if (file === undefined) return [...fields, ...words, ''].join('\r\n');
  const attached = [
    'Content-Type: text/plain',
    `Content-Disposition: attachment; filename=${file.name}`,
    '',
    file.text,
  ];
  const parts = ['--part', ...words, '--part', ...attached, '--part--', ''];
  return [...fields, 'Content-Type: multipart/mixed; boundary=part', '', ...parts].join('\r\n');
}
