import type { BounceDetails, BounceRecipient } from '../domain/mail-details.ts';

/** One bounce of a mail, with whatever the caller knows of it. */
export interface DeliveryReport {
  readonly details: BounceDetails;
}

/**
 * What stands of all reports on one mail: the last word on each recipient counts, so a delay that ended in a failure is a
 * failure and one that ended well is nothing. Nothing that comes after a failure takes it back. Pure.
 *
 * @param reports oldest first
 */
export function standingTroubles<Report extends DeliveryReport>(
  reports: readonly Report[],
): readonly { readonly recipient: BounceRecipient; readonly report: Report }[] {
  const byAddress = new Map<string, { readonly recipient: BounceRecipient; readonly report: Report }>();
  for (const report of reports) {
    for (const recipient of report.details.recipients) {
      if (byAddress.get(recipient.address)?.recipient.outcome === 'failed') continue;
      if (recipient.outcome === 'delivered') byAddress.delete(recipient.address);
      else byAddress.set(recipient.address, { recipient, report });
    }
  }
  return [...byAddress.values()];
}
