/** Long lists come in pages. */

/** A page of a long list; `next` is the cursor of the following page, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total: number;
}
