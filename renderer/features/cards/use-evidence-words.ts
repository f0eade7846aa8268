import type { Evidence } from '../../../app/domain/link.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** Why a mail is on a card, in one short sentence. */
export function useEvidenceWords(): (evidence: Evidence) => string {
  const text = useText();
  const format = useFormat();
  return (evidence) => {
    switch (evidence.rule) {
      case 'user':
        return text('evidence.user', { reach: evidence.reach, when: format.when(evidence.decidedAt) });
      case 'reply':
        return text('evidence.reply');
      case 'address':
        return text(`evidence.address.${evidence.step}`, { address: evidence.address });
      case 'converted-lead':
        return text('evidence.converted-lead', { address: evidence.address });
      case 'remembered':
        return text('evidence.remembered', { address: evidence.address, when: format.when(evidence.decidedAt) });
      case 'domain':
        return text('evidence.domain', { domain: evidence.domain });
      case 'only-open-deal':
        return text('evidence.only-open-deal');
    }
  };
}
