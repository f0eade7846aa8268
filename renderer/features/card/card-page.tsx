import type { CardDetail } from '../../../app/contract/card-views.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { CardLine } from '../cards/card-line.tsx';
import { KeptOutList } from '../cards/kept-out-list.tsx';
import { useCardFacts } from '../cards/use-card-facts.ts';
import { useCardDrop } from '../drag/use-card-drop.ts';
import { useHomeDrop } from '../drag/use-home-drop.ts';
import { HistorySection } from '../history/history-section.tsx';
import { Failure } from '../trouble/failure.tsx';
import { whyOfFocus } from '../why/why-of-focus.ts';
import { DealThreads } from './deal-threads.tsx';
import { CardMail } from './card-mail.tsx';
import { CrmEntries } from './crm-entries.tsx';
import './card-page.css';

/** One card with everything that is on it, and what was kept out. */
export function CardPage({ cardId }: Readonly<{ cardId: CardId }>) {
  const { data, error, isPending } = useAsk('cards.get', { cardId });
  const text = useText();
  useReady(!isPending);
  return (
    <section className="card-page" aria-label={text('card.name')}>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={8} label={text('state.loading')} />}
      {data !== undefined && <CardContent key={cardId} detail={data} />}
    </section>
  );
}

function CardContent({ detail }: Readonly<{ detail: CardDetail }>) {
  const { card, mails, keptOut, related, company, addresses, domains } = detail;
  const { state, dispatch } = useWindow();
  const text = useText();
  const home = useHomeDrop<HTMLUListElement>();
  useShortcuts({
    why: () =>
      dispatch({ kind: 'why', of: state.whyOf === null ? (whyOfFocus() ?? { kind: 'card', cardId: card.id }) : null }),
  });
  return (
    <div className="card-columns">
      <div className="card-main">
        <CardHead detail={detail} />
        {card.kind === 'deal' && <DealThreads cardId={card.id} />}
        {mails.length === 0 ? (
          <EmptyState icon="mail" title={text('card.no-mail')}>
            {text('card.no-mail-hint')}
          </EmptyState>
        ) : (
          <ul ref={home} className="card-mails" aria-label={text('card.mails', { count: mails.length })}>
            {mails.map((mail) => (
              <CardMail key={mail.mailId} mail={mail} card={card} />
            ))}
          </ul>
        )}
        <CrmEntries card={card} entries={detail.atCrm} />
      </div>
      <aside className="card-side" aria-label={text('card.about')}>
        {(company !== null || related.length > 0) && (
          <section>
            <h3 className="section-title">{text(card.kind === 'deal' ? 'card.people' : 'card.related')}</h3>
            {company !== null && (
              <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'card', cardId: company.id } })}>
                <Icon name="company" />
                {company.name}
              </Button>
            )}
            <ul>
              {related.map((one) => (
                <li key={one.id}>
                  <CardLine card={one} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {addresses.length + domains.length > 0 && (
          <section>
            <h3 className="section-title">{text('card.addresses')}</h3>
            <ul className="selectable">
              {[...addresses, ...domains].map((address) => (
                <li key={address} className="clip">
                  {address}
                </li>
              ))}
            </ul>
          </section>
        )}
        <KeptOutList keptOut={keptOut} title={text('kept-out.drawer')} names="mail" />
        <HistorySection of={{ cardId: card.id }} names="mail" />
      </aside>
    </div>
  );
}

function CardHead({ detail: { card } }: Readonly<{ detail: CardDetail }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const format = useFormat();
  const facts = useCardFacts(card);
  const { ref, isOver } = useCardDrop<HTMLElement>(card);
  return (
    <header ref={ref} className={`card-head ${isOver ? 'card-hot' : ''}`}>
      {state.back.length > 0 && (
        <Button look="link" className="card-back dim" onClick={() => dispatch({ kind: 'go-back' })}>
          <Icon name="back" />
          {text('card.back')}
        </Button>
      )}
      <h1 className="selectable" dir="auto">
        <Icon name={card.kind} />
        {card.name}
      </h1>
      <p className="dim">
        {facts}
        {card.lastMail !== null && (
          <span className="card-head-part">
            {text('card.last', {
              name: card.lastMail.name,
              who: card.lastMail.direction === 'outbound' ? 'you' : 'them',
              ago: format.ago(card.lastMail.at),
            })}
          </span>
        )}
        <span className="card-head-part">
          <Button
            look="link"
            aria-keyshortcuts="w"
            aria-expanded={state.whyOf !== null}
            onClick={() =>
              dispatch({ kind: 'why', of: state.whyOf === null ? { kind: 'card', cardId: card.id } : null })
            }
          >
            {text('card.why')}
          </Button>
        </span>
      </p>
    </header>
  );
}
