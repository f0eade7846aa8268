import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';

type SentTableProps = Readonly<{
  /** Title of the first column: where it stands, or what the CRM answered. */
  first: string;
  hasSize?: boolean;
  children: ReactNode;
}>;

/** A table of mails and the cards they went to. */
export function SentTable({ first, hasSize = false, children }: SentTableProps) {
  const text = useText();
  return (
    <table className={hasSize ? 'ledger ledger-sent ledger-lines' : 'ledger ledger-sent'}>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <th scope="col">{text('sent.mail')}</th>
          <th scope="col">{text('sent.card')}</th>
          {hasSize && <th scope="col">{text('ledger.size')}</th>}
          <th scope="col">{text('sent.when')}</th>
          <th scope="col">
            <span className="unseen">{text('sent.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

type SentRowProps = Readonly<{
  look: string;
  state: ReactNode;
  subject: string;
  card: CardRef;
  /** Left out in a table without sizes. */
  size?: string;
  at: UnixMs;
  /** The button at its end, if there is one. */
  children: ReactNode;
}>;

/** One mail and card: what became of it, when, and what can be done. */
export function SentRow({ look, state, subject, card, size, at, children }: SentRowProps) {
  const dispatch = useDispatch();
  const format = useFormat();
  return (
    <tr className={look}>
      <td>{state}</td>
      <td className="clip" dir="auto" title={subject}>
        {subject}
      </td>
      <td className="clip">
        <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'card', cardId: card.id } })}>
          <span className="clip" dir="auto" title={card.name}>
            {card.name}
          </span>
        </Button>
      </td>
      {size !== undefined && <td className="dim">{size}</td>}
      <td className="dim">
        <time dateTime={new Date(at).toISOString()} title={format.fullWhen(at)}>
          {format.when(at)}
        </time>
      </td>
      <td>{children}</td>
    </tr>
  );
}
