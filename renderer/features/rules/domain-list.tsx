import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useText } from '../../text/use-text.ts';

type DomainListProps = Readonly<{
  title: string;
  domains: readonly string[];
  onAdd: (domain: string) => void;
  onRemove: (domain: string) => void;
}>;

/** Domains with a way to take each off, and a line to add one. */
export function DomainList({ title, domains, onAdd, onRemove }: DomainListProps) {
  const text = useText();
  const [written, setWritten] = useState('');
  return (
    <section aria-label={title}>
      <h2 className="rules-head">{title}</h2>
      <ul>
        {domains.map((domain) => (
          <li key={domain} className="rules-domain">
            <span className="clip">{domain}</span>
            <Button look="icon" aria-label={text('rules.take-off', { name: domain })} onClick={() => onRemove(domain)}>
              <Icon name="close" />
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="rules-add"
        onSubmit={(event) => {
          event.preventDefault();
          if (written.trim() === '') return;
          onAdd(written.trim());
          setWritten('');
        }}
      >
        <Field label={text('rules.domain')} value={written} onChange={(event) => setWritten(event.target.value)} />
        <Button type="submit">{text('rules.add')}</Button>
      </form>
    </section>
  );
}
