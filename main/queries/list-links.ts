import type { Input, Output } from '../../app/contract/api.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import { resolveMail } from '../db/resolve-mail.ts';
import type { ReadDb } from '../db/sql.ts';
import { linksOfMails, linksOnCard, newestLinks, toLinkView, type LiveLink } from './live-links.ts';

/** Links of a mail, of a card, of both, or of the whole mirror, newest mail first. Throws as resolveMail and resolveCardId. */
export function listLinks(db: ReadDb, input: Input<'links.list'>): Output<'links.list'> {
  return chosen(db, input)
    .slice(0, input.limit)
    .map((link) => ({ ...toLinkView(link), messageId: link.messageId, key: link.key, subject: link.subject }));
}

function chosen(db: ReadDb, { mail, cardId, limit }: Input<'links.list'>): readonly LiveLink[] {
  const onCard = cardId === undefined ? null : resolveCardId(db, cardId);
  if (mail !== undefined) {
    const links = linksOfMails(db, [resolveMail(db, mail)]);
    return onCard === null ? links : links.filter((link) => link.card.id === onCard);
  }
  return onCard === null ? newestLinks(db, limit) : linksOnCard(db, onCard, limit);
}
