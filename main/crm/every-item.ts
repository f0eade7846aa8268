/** One page of a list, and what asks for the next one; null at the end. */
export interface PageOf<At, Item> {
  readonly items: readonly Item[];
  readonly next: At | null;
}

/** Every item of a list that comes in pages. */
export async function everyItem<At, Item>(
  first: At,
  page: (at: At) => Promise<PageOf<At, Item>>,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let at: At | null = first; at !== null;) {
    const { items, next }: PageOf<At, Item> = await page(at);
    found.push(...items);
    at = next;
  }
  return found;
}
