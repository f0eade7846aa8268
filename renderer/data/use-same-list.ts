import { useState } from 'react';

/** The list of before as long as it holds the same: what is worked out from it is not worked out again. */
export function useSameList<Item>(items: readonly Item[]): readonly Item[] {
  const [kept, setKept] = useState(items);
  const isSame = kept.length === items.length && kept.every((item, at) => Object.is(item, items[at]));
  if (!isSame) setKept(items);
  return isSame ? kept : items;
}
