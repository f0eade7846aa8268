import type { Input } from '../../app/contract/api.ts';
import { canonicalAddress } from '../../app/domain/address.ts';
import { MailpinError } from '../../app/errors.ts';
import { comparedWord } from '../../app/rules/personal-sign.ts';
import { addressHold, listedWords, privateAddresses } from '../db/personal-words.ts';
import type { Deps } from './deps.ts';
import { sayHold } from './rules/say-hold.ts';

/**
 * Puts a word on the list that holds mail back, or takes it off, as an action. What waits for its push is looked at again; what was pushed
 * stays.
 * Throws input.invalid for a word without letters or digits, input.unknown-word for one that is not on the list.
 */
export function editWord({ store, clock }: Deps, { language, word }: Input<'words.add'>, isOn: boolean): void {
  const compared = comparedWord(word);
  if (compared === '') throw new MailpinError('input.invalid', { field: 'word' });
  store.write((tx) => {
    const listed = listedWords(tx.db).find((one) => one.language === language && one.word === compared);
    if (!isOn && listed?.isOn !== true) throw new MailpinError('input.unknown-word', { word });
    sayHold(
      tx,
      { language, word: compared, written: isOn ? word.trim() : (listed?.written ?? word) },
      isOn,
      clock.now(),
    );
  });
}

/** The same for an address whose mail waits in any case. Throws input.invalid when it is none, input.unknown-word. */
export function editPrivateAddress({ store, clock }: Deps, written: string, isOn: boolean): void {
  const address = canonicalAddress(written);
  if (address === null) throw new MailpinError('input.invalid', { field: 'address' });
  store.write((tx) => {
    if (!isOn && !privateAddresses(tx.db).includes(address))
      throw new MailpinError('input.unknown-word', { word: address });
    sayHold(tx, { ...addressHold(address), written: address }, isOn, clock.now());
  });
}
