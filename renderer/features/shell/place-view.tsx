import { useWindow } from '../../state/window-context.tsx';
import { AccountPage } from '../account/account-page.tsx';
import { BoardView } from '../board/board.tsx';
import { CardPage } from '../card/card-page.tsx';
import { CardsPane } from '../cards/cards-pane.tsx';
import { CarryPage } from '../carry/carry-page.tsx';
import { CrmsPage } from '../crms/crms-page.tsx';
import { HistoryPage } from '../history/history-page.tsx';
import { Lens } from '../lens/lens.tsx';
import { MailList } from '../mail-list/mail-list.tsx';
import { NeedsYou } from '../needs-you/needs-you.tsx';
import { Rules } from '../rules/rules.tsx';
import { SearchResults } from '../search/search-results.tsx';
import { Sent } from '../sent/sent.tsx';
import { ThreadPane } from '../thread/thread-pane.tsx';

/** What is shown where the user is, and the lens over its right side while there is mail in the hand. */
export function PlaceView() {
  const { state } = useWindow();
  const { place, hand, search, isCardsOpen } = state;
  if (place.kind === 'mail') {
    return (
      <>
        {search.trim() === '' ? (
          <MailList key={JSON.stringify(place.filter)} filter={place.filter} />
        ) : (
          <SearchResults words={search} />
        )}
        <ThreadPane />
        <div className={`side ${hand !== null || isCardsOpen ? 'side-open' : ''}`}>
          {hand === null ? <CardsPane /> : <Lens hand={hand} />}
        </div>
      </>
    );
  }
  const isLensOver = hand !== null && (hand.how === 'choose' || (place.kind === 'card' && hand.how === 'drag'));
  return (
    <>
      {place.kind === 'board' && <BoardView stageKey={place.stageKey} />}
      {place.kind === 'card' && <CardPage cardId={place.cardId} />}
      {place.kind === 'needs-you' && <NeedsYou />}
      {place.kind === 'sent' && <Sent />}
      {place.kind === 'history' && <HistoryPage />}
      {place.kind === 'crms' && <CrmsPage />}
      {place.kind === 'carry' && <CarryPage key={place.fromId} fromId={place.fromId} />}
      {place.kind === 'account' && <AccountPage key={place.accountId} accountId={place.accountId} />}
      {place.kind === 'rules' && <Rules section={place.section} />}
      {isLensOver && (
        <div className="side side-over">
          <Lens hand={hand} />
        </div>
      )}
    </>
  );
}
