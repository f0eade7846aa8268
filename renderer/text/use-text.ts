import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import type { TextKey } from './messages.ts';

export type TextValues = Readonly<Record<string, PrimitiveType>>;
export type Text = (key: TextKey, values?: TextValues) => string;

/** Speaks the window's catalogue: `text('list.empty')`. */
export function useText(): Text {
  const intl = useIntl();
  return useCallback<Text>((key, values) => intl.formatMessage({ id: `window.${key}` }, { ...values }), [intl]);
}
