import { givenFileName } from '../file-name.ts';
import type { MimePart } from '../mime-part.ts';

/** Source: MS-OXTNEF 1.5; some gateways lose the type and keep the name. */
export function isTnef(part: MimePart): boolean {
  if (part.mediaType === 'application/ms-tnef' || part.mediaType === 'application/vnd.ms-tnef') return true;
  return part.mediaType === 'application/octet-stream' && /^winmail\.dat$/i.test(givenFileName(part) ?? '');
}
