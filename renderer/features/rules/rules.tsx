import type { ComponentType } from 'react';
import { Button } from '../../components/button.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { BlockedSection } from './blocked-section.tsx';
import { FiltersSection } from './filters-section.tsx';
import { WordsSection } from '../held/words-section.tsx';
import { MyAddresses } from './my-addresses.tsx';
import { RULES_SECTIONS, type RulesSection } from '../../state/rules-sections.ts';
import './rules.css';

const VIEWS = {
  addresses: MyAddresses,
  filters: FiltersSection,
  blocked: BlockedSection,
  words: WordsSection,
} as const satisfies Record<RulesSection, ComponentType>;

/** What the user says about the rules themselves: whose addresses are whose, what is let through, who is kept away. */
export function Rules({ section }: Readonly<{ section: RulesSection }>) {
  const text = useText();
  const dispatch = useDispatch();
  const Section = VIEWS[section];
  return (
    <section className="page rules" aria-label={text('rules.name')}>
      <header className="page-head">
        <h1>{text('rules.title')}</h1>
        <nav className="rules-tabs" aria-label={text('rules.sections')}>
          {RULES_SECTIONS.map((name) => (
            <Button
              key={name}
              look="quiet"
              aria-current={name === section ? 'page' : undefined}
              onClick={() => dispatch({ kind: 'go', place: { kind: 'rules', section: name } })}
            >
              {text(`rules.section.${name}`)}
            </Button>
          ))}
        </nav>
      </header>
      <Section />
    </section>
  );
}
