import { idOf, type Tables } from './tables.ts';

export const SALESFORCE_USER = idOf('005', 1);
export const COLLEAGUE = idOf('005', 2);

/** What every organization has. */
export function seed(tables: Tables): void {
  tables.put('User', { Id: SALESFORCE_USER, Name: 'Mailpin Integration', Username: 'mailpin@acme.example' }, COLLEAGUE);
  const stages = [
    ['Qualification', false, false],
    ['Proposal/Price Quote', false, false],
    ['Closed Won', true, true],
    ['Closed Lost', true, false],
  ] as const;
  for (const [at, [ApiName, IsClosed, IsWon]] of stages.entries()) {
    const stage = { ApiName, MasterLabel: ApiName, IsClosed, IsWon, IsActive: true, SortOrder: at };
    tables.put('OpportunityStage', stage, COLLEAGUE);
  }
}
