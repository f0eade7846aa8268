import type { PushState } from '../../app/contract/link-views.ts';
import type { Chip } from '../../app/contract/thread-views.ts';
import type { Evidence } from '../../app/domain/link.ts';
import type { CardRef } from '../../app/domain/card.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import type { Text } from '../../resources/text.ts';
import type { NameOfCard } from './card-names.ts';

/** How far a link has come on its way to the CRM. */
export function pushWords(text: Text, push: PushState): string {
  switch (push.kind) {
    case 'arrived':
    case 'rehearsal':
    case 'private':
      return text.format(`cli.push.${push.kind}`);
    case 'held':
      return text.format('cli.push.held', { sign: signWords(text, push.sign) });
    case 'failed':
      return text.format('cli.push.failed', { because: push.because });
    case 'waiting':
      if (push.because === null) return text.format('cli.push.waiting');
      return text.format('cli.push.waiting-because', { because: push.because });
  }
}

/** What gave a personal mail away. */
export function signWords(text: Text, sign: PersonalSign): string {
  if (sign.kind === 'address') return text.format('cli.sign.address', { address: sign.address });
  if (sign.kind === 'sensitivity') return text.format(`cli.sign.${sign.sensitivity}`);
  return text.format(`cli.sign.${sign.where}`, { word: sign.word });
}

/** Why a mail is on a card, in a few words. */
export function evidenceWords(text: Text, evidence: Evidence, nameOf: NameOfCard): string {
  switch (evidence.rule) {
    case 'user':
      return text.format('cli.evidence.user', { reach: text.format(`cli.reach.${evidence.reach}`) });
    case 'reply':
      return text.format('cli.evidence.reply');
    case 'address':
      return text.format(`cli.evidence.address.${evidence.step}`, { address: evidence.address });
    case 'converted-lead':
      return text.format('cli.evidence.converted-lead', { lead: nameOf(evidence.leadId) });
    case 'remembered':
      return text.format('cli.evidence.remembered', { address: evidence.address });
    case 'domain':
      return text.format('cli.evidence.domain', { domain: evidence.domain });
    case 'only-open-deal':
      return text.format('cli.evidence.only-open-deal', { via: nameOf(evidence.viaId) });
  }
}

/** A card as it is named in a line of text. */
export function cardWords(card: CardRef): string {
  return `${card.name} (${card.id})`;
}

/** What a thread's line says of its cards. */
export function chipWords(text: Text, chip: Chip): string {
  switch (chip.kind) {
    case 'card':
      return chip.push.kind === 'arrived'
        ? chip.card.name
        : text.format('cli.chip.card', { card: chip.card.name, push: pushWords(text, chip.push) });
    case 'question':
      return text.format('cli.chip.question', { count: chip.dealCount });
    case 'kept-out':
      return text.format('cli.chip.kept-out', { card: chip.card.name });
    case 'private':
      return text.format('cli.chip.private', { filter: text.format(`cli.filter.${chip.because}`, { count: 1 }) });
    case 'many-recipients':
      return text.format('cli.chip.many-recipients', { count: chip.count });
  }
}
