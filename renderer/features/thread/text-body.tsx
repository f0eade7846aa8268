import { useText } from '../../text/use-text.ts';
import { useOpenLink } from './use-open-link.ts';
import { splitQuotedHistory } from '../../../app/rules/quoted-history.ts';

const LINK = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/;

/** A plain mail: what is new in sight, what was quoted folded. */
export function TextBody({ text: body }: Readonly<{ text: string }>) {
  const text = useText();
  const { quotedAbove, fresh, quoted } = splitQuotedHistory(body);
  return (
    <div className="text-body selectable" dir="auto">
      {quotedAbove !== null && <Folded label={text('mail.quoted')} of={quotedAbove} />}
      <Lines of={fresh} />
      {quoted !== null && <Folded label={text('mail.quoted')} of={quoted} />}
    </div>
  );
}

function Folded({ label, of }: Readonly<{ label: string; of: string }>) {
  return (
    <details className="earlier-text">
      <summary>{label}</summary>
      <Lines of={of} />
    </details>
  );
}

function Lines({ of }: Readonly<{ of: string }>) {
  const openLink = useOpenLink();
  return (
    <p>
      {of.split(LINK).map((piece, at) =>
        LINK.test(piece) ? (
          <a
            key={at}
            href={piece}
            onClick={(event) => {
              event.preventDefault();
              openLink(piece);
            }}
          >
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </p>
  );
}
