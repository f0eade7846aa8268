import type { PersonalSign } from '../../../app/domain/personal.ts';
import { useText } from '../../text/use-text.ts';

/** What gave a personal mail away. */
export function useSignWords(): (sign: PersonalSign) => string {
  const text = useText();
  return (sign) => {
    switch (sign.kind) {
      case 'address':
        return text('sign.address', { address: sign.address });
      case 'sensitivity':
        return text(`sign.${sign.sensitivity}`);
      case 'word':
        return text(`sign.${sign.where}`, { word: sign.word });
    }
  };
}
