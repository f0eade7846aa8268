import type { PersonalSign } from '../../../app/domain/personal.ts';
import { useText } from '../../text/use-text.ts';

/** What gave a personal mail away. */
export function useSignWords(): (sign: PersonalSign) => string {
  const text = useText();
  return (sign) =>
    sign.kind === 'address'
      ? text('sign.address', { address: sign.address })
      : text(`sign.${sign.where}`, { word: sign.word });
}
