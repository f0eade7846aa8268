import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Hand } from '../../state/hand.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useAsk } from '../../data/ask.ts';
import { useLast } from '../../data/use-last.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { useDrop } from '../drag/use-drop.ts';
import { useHomeDrop } from '../drag/use-home-drop.ts';
import { Failure } from '../trouble/failure.tsx';
import { LensTarget } from './lens-target.tsx';
import './lens.css';

const TARGETS = 12;
/** Targets that a number key reaches. */
const NUMBERED = 9;

/**
 * Where to put what is in the hand: the best cards first, each with its reason. While dragging it is a place to drop on, after
 * A or a cut a list to choose from by arrows, words or number keys. No browser hears keys during a drag, so letting go
 * beside the cards keeps the mail in the hand for them.
 */
export function Lens({ hand }: Readonly<{ hand: Hand }>) {
  const dispatch = useDispatch();
  const text = useText();
  const drop = useDrop();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const [isAlone, setIsAlone] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const home = useHomeDrop<HTMLElement>(true);
  const asked = useDeferredValue(words.trim());
  const { data, error } = useAsk('cards.targets', {
    mailIds: hand.mails.map(({ mailId }) => mailId),
    limit: TARGETS,
    ...(asked !== '' && { text: asked }),
  });
  const targets = useLast(data)?.filter(({ card }) => card.id !== hand.from?.id);
  const choose = (index: number) => {
    const target = targets?.[index];
    if (target !== undefined) drop(hand, target.card, isAlone);
    return target !== undefined;
  };
  const likelyCount = targets?.findIndex(({ reasons, isAttached }) => reasons.length === 0 && !isAttached) ?? -1;
  const isChoosing = hand.how === 'choose';
  useEffect(() => {
    if (!isChoosing) return;
    const before = document.activeElement;
    list.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [isChoosing]);
  useShortcuts({
    choose: (digit) => choose(Number(digit) - 1),
    back: () => dispatch({ kind: 'put-back' }),
  });
  const move = (steps: number) => setAt(Math.max(0, Math.min((targets?.length ?? 1) - 1, at + steps)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') choose(at);
    else if (event.key === 'Escape') dispatch({ kind: 'put-back' });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const titleKey = isChoosing ? 'lens.choose' : hand.how === 'cut' ? 'lens.cut' : 'lens.drop';
  return (
    <aside ref={home} className="cards lens" aria-label={text('lens.name')}>
      <div className="cards-scroll" onKeyDown={onKeyDown}>
        <header className="lens-head">
          <h2>{text(titleKey, { count: hand.mails.length })}</h2>
          <Button look="link" aria-keyshortcuts="Escape" onClick={() => dispatch({ kind: 'put-back' })}>
            {text('lens.put-back')} <Kbd>Esc</Kbd>
          </Button>
        </header>
        <p className="dim lens-what" dir="auto">
          {hand.how === 'drag'
            ? text('lens.drag-hint')
            : hand.mails.length === 1
              ? hand.mails[0]?.subject
              : text('lens.hint')}
        </p>
        <input
          ref={field}
          type="search"
          className="input lens-search"
          role="combobox"
          aria-expanded="true"
          aria-controls="lens-targets"
          aria-activedescendant={`lens-${at}`}
          aria-label={text('lens.search')}
          placeholder={text('lens.search')}
          dir="auto"
          value={words}
          onChange={({ target }) => {
            setWords(target.value);
            setAt(0);
          }}
        />
        {hand.unit === 'thread' && hand.how !== 'drag' && (
          <label className="lens-alone">
            <input type="checkbox" checked={isAlone} onChange={({ target }) => setIsAlone(target.checked)} />
            {text('lens.alone', { count: hand.mails.length })}
          </label>
        )}
        {error !== null && <Failure error={error} />}
        {targets === undefined && error === null && <Bones count={5} label={text('state.loading')} />}
        {targets?.length === 0 && (
          <p className="lens-nothing dim">{text(asked === '' ? 'lens.no-card' : 'lens.nothing')}</p>
        )}
        <ul
          ref={list}
          id="lens-targets"
          className="lens-targets"
          role="listbox"
          tabIndex={0}
          aria-label={text('lens.targets')}
          aria-activedescendant={`lens-${at}`}
          onKeyDown={(event) => {
            if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey) field.current?.focus();
          }}
        >
          {targets?.map((target, index) => (
            <LensTarget
              key={target.card.id}
              begins={index === likelyCount && index > 0 ? text('lens.others') : null}
              domId={`lens-${index}`}
              target={target}
              number={index < NUMBERED ? index + 1 : null}
              isActive={isChoosing && index === at}
              onChoose={() => choose(index)}
            />
          ))}
        </ul>
      </div>
    </aside>
  );
}
