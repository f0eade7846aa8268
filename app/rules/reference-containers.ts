import type { MessageId } from '../domain/ids.ts';

/** What the algorithm reads of a mail. */
export interface ReferencingMail {
  readonly messageId: MessageId | null;
  /** From References, oldest first. */
  readonly references: readonly MessageId[];
  readonly inReplyTo: readonly MessageId[];
}

/** A place in the tree for one Message-ID, whether or not its mail has been seen. */
export interface Container<Mail> {
  mail: Mail | null;
  parent: Container<Mail> | null;
  readonly children: Set<Container<Mail>>;
}

/**
 * Links mails by their references. Of two mails with one Message-ID the first in the given order keeps it, the other
 * gets a place of its own and hangs where its own references say. An id never becomes its own ancestor: the link that
 * would close a loop is left out.
 * Source: RFC 5256 3, REFERENCES, step 1 (after J. Zawinski's message threading).
 *
 * @returns every container, those of mails not seen (`mail` null) included
 */
export function linkByReferences<Mail extends ReferencingMail>(mails: readonly Mail[]): readonly Container<Mail>[] {
  const containers: Container<Mail>[] = [];
  const byId = new Map<MessageId, Container<Mail>>();
  const place = (): Container<Mail> => {
    const container: Container<Mail> = { mail: null, parent: null, children: new Set() };
    containers.push(container);
    return container;
  };
  const placeOf = (id: MessageId): Container<Mail> => {
    const known = byId.get(id);
    if (known !== undefined) return known;
    const created = place();
    byId.set(id, created);
    return created;
  };
  for (const mail of mails) {
    const named = mail.messageId === null ? null : placeOf(mail.messageId);
    const own = named === null || named.mail !== null ? place() : named;
    own.mail = mail;
    const ancestors = ancestorIds(mail).map(placeOf);
    const line = ancestors.filter((ancestor) => ancestor !== own);
    for (let at = 1; at < line.length; at += 1) linkIfFree(line[at - 1], line[at]);
    unlink(own);
    linkIfFree(line.at(-1), own);
  }
  return containers;
}

/**
 * References; where there are none, the first id of In-Reply-To, since the others may belong to other conversations.
 */
function ancestorIds(mail: ReferencingMail): readonly MessageId[] {
  return mail.references.length > 0 ? mail.references : mail.inReplyTo.slice(0, 1);
}

function unlink<Mail>(child: Container<Mail>): void {
  child.parent?.children.delete(child);
  child.parent = null;
}

/** Puts a child under a parent unless it has one already or the parent stands below it. */
function linkIfFree<Mail>(parent: Container<Mail> | undefined, child: Container<Mail> | undefined): void {
  if (parent === undefined || child === undefined || child.parent !== null || isAtOrBelow(parent, child)) return;
  child.parent = parent;
  parent.children.add(child);
}

function isAtOrBelow<Mail>(container: Container<Mail>, top: Container<Mail>): boolean {
  if (container === top) return true;
  if (top.children.size === 0) return false;
  let step = container.parent;
  while (step !== null && step !== top) step = step.parent;
  return step === top;
}
