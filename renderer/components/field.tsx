import { useId, type ComponentProps, type ReactNode } from 'react';

type FieldProps = Readonly<{ label: string; hint?: ReactNode } & ComponentProps<'input'>>;

/** A labelled line of text. */
export function Field({ label, hint, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="input" aria-describedby={hint === undefined ? undefined : `${id}-hint`} {...input} />
      {hint !== undefined && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
    </div>
  );
}
