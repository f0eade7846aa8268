import { useState, type SubmitEvent } from 'react';
import { WORD_LANGUAGES, type WordLanguage } from '../../../app/domain/personal.ts';
import { Button } from '../../components/button.tsx';
import { Bones } from '../../components/bones.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useText } from '../../text/use-text.ts';
import './words.css';

/** Words and addresses that hold mail back until the user says yes. */
export function WordsSection() {
  const { data, isPending } = useAsk('words.list', {});
  const text = useText();
  const { fail } = useAnnouncer();
  const removeWord = useCommand('words.remove');
  const addWord = useCommand('words.add');
  const removeAddress = useCommand('words.remove-address');
  useReady(!isPending);
  if (data === undefined) return <Bones count={5} label={text('state.loading')} />;
  return (
    <div className="words">
      <p className="rules-lead dim">{text('words.lead')}</p>
      <AddWord />
      {WORD_LANGUAGES.map((language) => (
        <section key={language} aria-label={text(`words.language.${language}`)}>
          <h2 className="section-title">{text(`words.language.${language}`)}</h2>
          <ul className="words-list">
            {data.words
              .filter((one) => one.language === language)
              .map(({ word, isOn }) => (
                <li key={word}>
                  <button
                    type="button"
                    className={`tag word ${isOn ? '' : 'word-off'}`}
                    aria-pressed={isOn}
                    title={text(isOn ? 'words.remove' : 'words.restore', { word })}
                    onClick={() => (isOn ? removeWord : addWord).mutate({ language, word }, { onError: fail })}
                  >
                    <span dir="auto">{word}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {data.addresses.length > 0 && (
        <section aria-label={text('words.addresses')}>
          <h2 className="section-title">{text('words.addresses')}</h2>
          <ul className="words-list">
            {data.addresses.map((address) => (
              <li key={address}>
                <button
                  type="button"
                  className="tag word"
                  aria-pressed
                  title={text('words.remove', { word: address })}
                  onClick={() => removeAddress.mutate({ address }, { onError: fail })}
                >
                  {address}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** One field for both: what has an @ in it is an address. */
function AddWord() {
  const text = useText();
  const { fail } = useAnnouncer();
  const addWord = useCommand('words.add');
  const addAddress = useCommand('words.add-address');
  const [written, setWritten] = useState('');
  const [language, setLanguage] = useState<WordLanguage>('en');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const word = written.trim();
    if (word === '') return;
    const settled = { onError: fail, onSuccess: () => setWritten('') };
    if (word.includes('@')) addAddress.mutate({ address: word }, settled);
    else addWord.mutate({ language, word }, settled);
  };
  return (
    <form className="words-add" onSubmit={submit}>
      <input
        className="input"
        aria-label={text('words.new')}
        placeholder={text('words.new')}
        value={written}
        onChange={({ target }) => setWritten(target.value)}
      />
      <select
        className="input words-language"
        aria-label={text('words.language')}
        value={language}
        onChange={({ target }) => setLanguage(target.value as WordLanguage)}
      >
        {WORD_LANGUAGES.map((one) => (
          <option key={one} value={one}>
            {text(`words.language.${one}`)}
          </option>
        ))}
      </select>
      <Button type="submit">{text('words.add')}</Button>
    </form>
  );
}
