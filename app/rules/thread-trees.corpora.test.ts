/** The thread trees of real mail: `MAILPIN_CORPORA` names a folder with `threads/` and `imap-imaptest/`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MailId, MessageId, MessageKey, UnixMs } from '../domain/ids.ts';
import { canonicalMessageId, parseMessageIds } from '../domain/message-id.ts';
import { threadTrees, type ThreadNode } from './thread-trees.ts';

const corpora = process.env['MAILPIN_CORPORA'];
const needsCorpora = { skip: corpora === undefined } as const;
const skipped = corpora === undefined ? ' (skipped: MAILPIN_CORPORA is not set)' : '';
const path = (...parts: readonly string[]) => join(corpora ?? '', ...parts);

/** The fields of a header by lower-case name, unfolded; enough for threading, no MIME. */
function readHeader(source: string): ReadonlyMap<string, string> {
  const end = /\r?\n\r?\n/.exec(source)?.index ?? source.length;
  const unfolded = source.slice(0, end).replace(/\r?\n(?=[ \t])/g, '');
  const fields = new Map<string, string>();
  for (const line of unfolded.split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    fields.set(key, fields.has(key) ? `${fields.get(key)} ${value}` : value);
  }
  return fields;
}

/** In-Reply-To as the expectation reads it: the first bracketed text, even where that is a person's address. */
const firstBracketed = (text: string): readonly MessageId[] =>
  [canonicalMessageId(/<[^<>]*>/.exec(text)?.[0] ?? '')].flatMap((id) => id ?? []);

function node(source: string, number: number, inReplyToIds = parseMessageIds): ThreadNode {
  const header = readHeader(source);
  return {
    id: number as MailId,
    key: String(number).padStart(6, '0') as MessageKey,
    messageId: firstBracketed(header.get('message-id') ?? '')[0] ?? null,
    references: parseMessageIds(header.get('references') ?? ''),
    inReplyTo: inReplyToIds(header.get('in-reply-to') ?? ''),
    sentAt: number as UnixMs,
    providerThreadId: null,
    participantAddresses: [],
  };
}

interface ExpectedTree {
  readonly file: string | null;
  readonly children?: readonly ExpectedTree[];
}

/** Parent file of every file, and the files of every thread, as the expectation states them. */
function flatten(roots: readonly ExpectedTree[]) {
  const parentOf = new Map<string, string | null>();
  const threads = roots.map((root) => {
    const files: string[] = [];
    const open = [{ tree: root, parent: null as string | null }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { tree, parent } = next;
      if (tree.file !== null) {
        files.push(tree.file);
        parentOf.set(tree.file, parent);
      }
      for (const child of tree.children ?? []) open.push({ tree: child, parent: tree.file ?? parent });
    }
    return files.toSorted();
  });
  return { parentOf, threads };
}

function readSet(set: string, inReplyToIds?: typeof parseMessageIds) {
  const expectation: unknown = JSON.parse(readFileSync(path('threads', `${set}.expected-threads.json`), 'utf8'));
  const { references_no_subject_merge: roots } = expectation as {
    readonly references_no_subject_merge: readonly ExpectedTree[];
  };
  const expected = flatten(roots);
  const files = [...expected.parentOf.keys()].toSorted();
  const nodes = files.map((file, at) => node(readFileSync(path('threads', set, file), 'latin1'), at, inReplyToIds));
  const found = threadTrees(nodes.toReversed());
  const threads = found.threads.map((thread) => thread.map((id) => files[id] ?? '').toSorted());
  const parentOf = files.map((file, at) => {
    const parent = found.parentOf.get(at as MailId);
    return [file, parent === null || parent === undefined ? null : files[parent]] as const;
  });
  return { expected, threads, parentOf: Object.fromEntries(parentOf) };
}

for (const set of ['linux-i2c', 'spamassassin-ham']) {
  test(`real threads are found as RFC 5256 says: ${set}${skipped}`, needsCorpora, () => {
    const { expected, threads, parentOf } = readSet(set, firstBracketed);
    expect(threads.toSorted()).toEqual(expected.threads.toSorted());
    expect(parentOf).toEqual(Object.fromEntries(expected.parentOf));
  });
}

test(`an In-Reply-To that names a person before the mail still finds the mail${skipped}`, needsCorpora, () => {
  const { parentOf } = readSet('spamassassin-ham');
  const question = 'easy-ham-2/00825.27263f8c262ba33a858e0ebff56510cf.eml';
  const answer = 'easy-ham-2/00827.9eeade6e8d5bd981fb4fe82132f2645e.eml';
  expect(parentOf[answer]).toBe(question);
});

/** Threads as parent links `child<parent`; the scripts' answers that do not come from the subject step. */
const IMAPTEST = [
  { file: 'thread.mbox', threads: [[1], [2, 3]], links: ['2<3'] },
  { file: 'thread2.mbox', threads: [[1], [2]], links: [] },
  { file: 'thread6.mbox', threads: [[1, 2]], links: [] },
];

for (const { file, threads, links } of IMAPTEST) {
  test(`imaptest ${file} threads as its script says${skipped}`, needsCorpora, () => {
    expect(existsSync(path('imap-imaptest', file))).toBe(true);
    const sources = readFileSync(path('imap-imaptest', file), 'utf8')
      .split(/^From .*\n/m)
      .slice(1);
    const found = threadTrees(sources.map((source, at) => node(source, at + 1)));
    expect(found.threads.map((thread) => [...thread].toSorted())).toEqual(threads);
    expect([...found.parentOf].flatMap(([id, parent]) => (parent === null ? [] : `${id}<${parent}`))).toEqual(links);
  });
}
