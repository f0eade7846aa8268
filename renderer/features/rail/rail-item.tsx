import { Icon, type IconName } from '../../components/icon.tsx';
import { useFormat } from '../../text/use-format.ts';

type RailItemProps = Readonly<{
  icon: IconName | null;
  label: string;
  isHere: boolean;
  isBad?: boolean;
  /** Nothing is shown for 0. */
  count?: number;
  countLabel?: string;
  tone?: 'plain' | 'warn' | 'bad';
  keys?: string;
  onGo: () => void;
}>;

export function RailItem(props: RailItemProps) {
  const { icon, label, isHere, isBad = false, count = 0, countLabel = '', tone = 'plain', keys, onGo } = props;
  const format = useFormat();
  return (
    <li>
      <button
        type="button"
        className={`rail-item ${isBad ? 'rail-item-bad' : ''}`}
        aria-current={isHere ? 'page' : undefined}
        aria-keyshortcuts={keys}
        title={label}
        onClick={onGo}
      >
        {icon !== null && <Icon name={icon} />}
        <span className="rail-label clip" dir="auto">
          {label}
        </span>
        {count > 0 && (
          <span className={`rail-count rail-count-${tone}`}>
            <span aria-hidden="true">{format.count(count)}</span>
            <span className="unseen">{countLabel}</span>
          </span>
        )}
      </button>
    </li>
  );
}
