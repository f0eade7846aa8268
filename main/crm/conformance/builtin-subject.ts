import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CARD_KINDS } from '../../../app/domain/card.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { openBuiltinCrm } from '../builtin/builtin-crm.ts';
import type { OpenSubject } from './open-subject.ts';
import { sampleDraft } from './sample-draft.ts';

/** The CRM inside Mailpin, in a file of its own that is removed afterwards. Nobody signs in, and there is no line. */
export async function builtinSubject(runId: string): Promise<OpenSubject> {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-conformance-'));
  const crm = await openBuiltinCrm(join(dir, 'crm.db'), { now: () => Date.now() as UnixMs });
  await crm.putCards(CARD_KINDS.map((kind) => sampleDraft(kind, '1')));
  const fill = async (count: number): Promise<void> => {
    await crm.putCards(Array.from({ length: count }, (_, at) => sampleDraft('contact', `c${String(at)}`)));
  };
  return {
    subject: { crm, runId, fill },
    async close() {
      await crm.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
