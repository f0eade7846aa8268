import type { AttachedFile, Omission } from '../../app/domain/activity.ts';
import { hasCode } from '../../app/errors.ts';

/** Files of a mail that are at the CRM now, and those that it would not take. */
export interface Uploaded<Id> {
  readonly ids: readonly Id[];
  readonly dropped: readonly Omission[];
}

/** Puts the files of a mail into a CRM one by one. One that the CRM refuses is left out with the reason; other trouble ends it. */
export async function uploadEach<Id>(
  files: readonly AttachedFile[],
  upload: (file: AttachedFile) => Promise<Id>,
): Promise<Uploaded<Id>> {
  const ids: Id[] = [];
  const dropped: Omission[] = [];
  for (const file of files) {
    try {
      ids.push(await upload(file));
    } catch (error) {
      const because = refusedBecause(error);
      if (because === null) throw error;
      dropped.push(leftOut(file, because));
    }
  }
  return { ids, dropped };
}

export function leftOut({ fileName }: AttachedFile, because: Omission['because']): Omission {
  return { what: 'attachment', because, name: fileName };
}

/** Null for trouble that has nothing to do with the file. */
function refusedBecause(error: unknown): Omission['because'] | null {
  if (hasCode(error, 'crm.too-large')) return 'size-limit';
  return hasCode(error, 'crm.invalid', 'crm.forbidden', 'crm.rule-refused') ? 'not-taken' : null;
}

/** A file as a form takes it. */
export function blobOf({ bytes, mediaType }: AttachedFile): Blob {
  return new Blob([Uint8Array.from(bytes)], { type: mediaType });
}
