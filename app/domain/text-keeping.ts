/** Mail that keeps its whole text however old it is: in a thread on a card, in a thread on an open deal or lead, or none. */
export const SPARED_MAIL = ['on-cards', 'open-deals', 'nothing'] as const;
export type SparedMail = (typeof SPARED_MAIL)[number];

/** How long the text of mail is kept whole on this computer. Header, people, links and the text's beginning always stay. */
export interface TextKeeping {
  /** Calendar months after the mail was sent; null = always. */
  readonly months: number | null;
  readonly spared: SparedMail;
}
/** Why an old mail keeps its whole text all the same. */
export const KEPT_BECAUSE = ['on-card', 'open-deal', 'awaited', 'only-here', 'read-again'] as const;
export type KeptBecause = (typeof KEPT_BECAUSE)[number];

export const KEEP_ALL: TextKeeping = { months: null, spared: 'on-cards' };
/** Ten years: longer is as good as always. */
export const MOST_MONTHS = 120;
