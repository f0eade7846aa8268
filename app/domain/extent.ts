import type { ActionId, MessageKey, UnixMs } from './ids.ts';

/** How much of a mail may leave this computer (rules 7.6). */
export const EXTENTS = ['none', 'headers-only', 'full'] as const;
export type Extent = (typeof EXTENTS)[number];

export const EXTENT_REACHES = ['message', 'thread'] as const;
export type ExtentReach = (typeof EXTENT_REACHES)[number];

/** The user's word on how much of a mail, or of its branch of the thread, may leave. The latest that covers a mail counts. */
export interface ExtentChoice {
  readonly actionId: ActionId;
  readonly reach: ExtentReach;
  /** The mail the user pointed at. */
  readonly messageKey: MessageKey;
  readonly extent: Extent;
  readonly decidedAt: UnixMs;
}
