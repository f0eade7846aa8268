import { useRef, useState, type RefObject } from 'react';
import type { ParticipantView } from '../../../app/contract/people-views.ts';
import { RELATION_WORDS, type RelationWord } from '../../../app/domain/account.ts';
import { BLOCK_MODES } from '../../../app/domain/policy.ts';
import type { CanonicalAddress } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { useSuggestions } from '../needs-you/use-suggestions.ts';
import { useRuleChange } from '../rules/use-rule-change.ts';

const RELATION_OF = { me: 'me', colleague: 'colleague', 'not-me': 'outsider' } as const satisfies Record<
  RelationWord,
  NonNullable<ParticipantView['relation']>
>;

/** A person in a header. Thousands may stand there, so each is but a button until it is opened. */
export function PersonAddress({ person }: Readonly<{ person: ParticipantView }>) {
  const { address, rawAddress } = person;
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (address === null) return <span className="dim">{rawAddress}</span>;
  return (
    <>
      <Button
        ref={button}
        look="link"
        className="dim person-address"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-keyshortcuts="w"
        data-address={address}
        onClick={() => setIsOpen(true)}
      >
        {rawAddress}
      </Button>
      {isOpen && <PersonMenu person={person} address={address} anchor={button} onClose={() => setIsOpen(false)} />}
    </>
  );
}

type PersonMenuProps = Readonly<{
  person: ParticipantView;
  address: CanonicalAddress;
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}>;

/** Who they are, what their mail leads to (also W), and what can be said about them. */
function PersonMenu({ person: { rawAddress, relation }, address, anchor, onClose }: PersonMenuProps) {
  const dispatch = useDispatch();
  const text = useText();
  const { change } = useRuleChange();
  const { makeCard } = useSuggestions();
  const whose = RELATION_WORDS.map((word, at): MenuItem => ({
    label: text(`person.relation.${word}`),
    isOn: relation === RELATION_OF[word],
    beginsGroup: at === 0,
    onPick: () => change({ kind: 'relation', address, relation: word }),
  }));
  const ofOutsider = [
    ...(['contact', 'lead'] as const).map((kind, at): MenuItem => ({
      label: text(`person.make-${kind}`),
      beginsGroup: at === 0,
      onPick: () => makeCard(kind, address),
    })),
    ...BLOCK_MODES.map((mode, at): MenuItem => ({
      label: text(`person.${mode}`),
      beginsGroup: at === 0,
      onPick: () => change({ kind: 'list', mode, who: address, past: mode === 'blocked' ? 'remove' : 'keep' }),
    })),
  ];
  const why = () => dispatch({ kind: 'why', of: { kind: 'address', address } });
  const items = [{ label: text('person.why'), onPick: why }, ...whose, ...(relation === 'me' ? [] : ofOutsider)];
  return <Menu items={items} label={text('person.menu', { address: rawAddress })} anchor={anchor} onClose={onClose} />;
}
