import { useText } from '../../text/use-text.ts';
import { useOpenLink } from './use-open-link.ts';
import { splitQuotedHistory } from '../../../app/rules/quoted-history.ts';

const LINK = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/;

/** A plain mail: what is new in sight, what was quoted folded. */
export function TextBody({ text: body }: Readonly<{ text: string }>) {
  const text = useText();
  const { fresh, quoted } = splitQuotedHistory(body);
  return (
    <div className="text-body selectable" dir="auto">
      <Lines of={fresh} />
      {quoted !== null && (
        <details className="earlier-text">
          <summary>{text('mail.quoted')}</summary>
          <Lines of={quoted} />
        </details>
      )}
    </div>
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
