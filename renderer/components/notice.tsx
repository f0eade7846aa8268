import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type NoticeProps = Readonly<{
  tone: 'plain' | 'warn' | 'bad';
  icon?: IconName;
  children: ReactNode;
  actions?: ReactNode;
}>;

/** A sentence that belongs to what it stands on: a warning, a failure, a fact to act on. */
export function Notice({ tone, icon, children, actions }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
      {icon !== undefined && <Icon name={icon} />}
      <p>{children}</p>
      {actions}
    </div>
  );
}
