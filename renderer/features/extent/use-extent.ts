import type { Extent, ExtentReach } from '../../../app/domain/extent.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { useApi } from '../../data/api-context.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { extentSelector } from './extent-selector.ts';
import { useText } from '../../text/use-text.ts';

/** Says how much of mails may leave; announced with how to take it back. */
export function useExtent(): (mailIds: readonly MailId[], reach: ExtentReach, extent: Extent) => Promise<void> {
  const api = useApi();
  const text = useText();
  const { say, fail } = useAnnouncer();
  return async (mailIds, reach, extent) => {
    try {
      await api.call('extents.set', { mails: mailIds.map((mailId) => ({ mailId })), reach, extent });
      say(text('said.extent', { extent: extentSelector(extent), count: mailIds.length, reach }));
    } catch (error) {
      fail(toMailpinError(error));
    }
  };
}
