/** Lines of *why* about what leaves this computer: how much the user lets out, and what waits for their word. */
import type { Extent, ExtentChoice } from '../domain/extent.ts';
import type { MailId } from '../domain/ids.ts';
import type { PersonalSign } from '../domain/personal.ts';
import type { WhyLine } from '../domain/why.ts';
import { whyLine } from './why-line.ts';

const EXTENT_KEYS = { none: 'none', 'headers-only': 'headers', full: 'full' } as const satisfies Record<Extent, string>;

/** How much of the mail may go to the CRM, when the user said so; without their word, all of it. */
export function extentLines(mailId: MailId, choice: ExtentChoice | null): readonly WhyLine[] {
  if (choice === null) return [];
  const { extent, reach, decidedAt } = choice;
  const other = extent === 'full' ? 'none' : 'full';
  const sentence = `extent.${EXTENT_KEYS[extent]}.${reach}`;
  return [whyLine('extent', sentence, { at: decidedAt }, { kind: 'change-extent', mailId, reach, extent: other })];
}

/** What made the mail look personal, and that it waits: each line with one of the two answers. */
export function heldLines(mailId: MailId, sign: PersonalSign | null): readonly WhyLine[] {
  if (sign === null) return [];
  const found = whyLine('held', ...signSentence(sign), { kind: 'push-anyway', mailId });
  return [found, whyLine('held', 'held.waits', {}, { kind: 'keep-private', mailId })];
}

function signSentence(sign: PersonalSign): readonly [sentence: string, values: Readonly<Record<string, string>>] {
  switch (sign.kind) {
    case 'word':
      return [`held.word.${sign.where}`, { word: sign.word }];
    case 'address':
      return ['held.address', { address: sign.address }];
    case 'sensitivity':
      return [`held.marked.${sign.sensitivity}`, {}];
  }
}
