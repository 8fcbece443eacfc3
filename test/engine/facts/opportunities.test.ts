import { describe, expect, it } from 'vitest';
import { changes, type HandFiles, type HandRow, handMadeFacts, handoffsOf, rita, users } from './hand-made.ts';

const leadHistory = changes('L1', [100, 'status', 'Open', 'MQL'], [150, 'status', 'MQL', 'Recycled'], [200, 'status', 'Recycled', 'MQL']);
const lead = { id: 'L1', status: 'MQL', ownerId: rita, createdAt: 0, convertedOpportunityId: 'O1' };
const open = { id: 'O1', stage: 'Discovery', amount: '1000.50', createdAt: 210, isClosed: 'false', isWon: 'false', closedAt: '' };
const won = { ...open, stage: 'Closed Won', isClosed: 'true', isWon: 'true', closedAt: 300 };
const lost = { ...open, stage: 'Closed Lost', isClosed: 'true', isWon: 'false', closedAt: 300 };

function read(files: HandFiles, asOf = 10_000) {
  return handoffsOf(handMadeFacts({ users, leads: [lead], leadHistory, ...files }, { asOf })).map(
    ({ id, opportunityAt, closedAt, outcome, amount, salesQualifiedAt }) => ({
      id,
      opportunityAt,
      closedAt,
      outcome,
      amount,
      salesQualifiedAt,
    }),
  );
}
const none = { opportunityAt: null, closedAt: null, outcome: 'none', amount: null, salesQualifiedAt: null };

describe('the opportunity of a handoff', () => {
  it('belongs to the latest handoff that qualified at or before it was made', () => {
    expect(read({ opportunities: [won] })).toEqual([
      { id: 'L1#1', ...none },
      { id: 'L1#2', opportunityAt: 210, closedAt: 300, outcome: 'won', amount: 1000.5, salesQualifiedAt: 210 },
    ]);
    expect(read({ opportunities: [{ ...won, createdAt: 200 }] })[1]).toMatchObject({ outcome: 'won', opportunityAt: 200 });
    expect(read({ opportunities: [{ ...won, createdAt: 199 }] })[0]).toMatchObject({ outcome: 'won', opportunityAt: 199 });
  });

  it('belongs to the first handoff where it was made before all of them', () => {
    expect(read({ opportunities: [{ ...won, createdAt: 50 }] }).map(({ outcome }) => outcome)).toEqual(['won', 'none']);
  });

  it('goes by the close date where it has no time of creation', () => {
    expect(read({ opportunities: [{ ...won, createdAt: '' }] })[1]).toMatchObject({ opportunityAt: 300, closedAt: 300, outcome: 'won' });
    expect(read({ opportunities: [{ ...won, createdAt: '', closedAt: 180 }] })[0]).toMatchObject({ opportunityAt: 180, outcome: 'won' });
  });

  it('is found by the lead that it names, in 15 or 18 characters', () => {
    const id = '00Q000000000001EAA';
    const files = {
      leads: [{ ...lead, id, convertedOpportunityId: '' }],
      leadHistory: leadHistory.map((row) => ({ ...row, recordId: id })),
      opportunities: [{ ...won, leadId: id.slice(0, 15) }],
    };
    expect(read(files)[1]).toMatchObject({ id: `${id}#2`, outcome: 'won' });
  });

  it('leaves sales qualification to the status where that says when', () => {
    const history = [...leadHistory, ...changes('L1', [205, 'status', 'MQL', 'SQL'])];
    expect(read({ leadHistory: history, opportunities: [won] })[1]).toMatchObject({ salesQualifiedAt: 205, opportunityAt: 210 });
  });

  it('is the won one of several, else the open one, else the lost one', () => {
    const byLead = (row: HandRow, id: string) => ({ ...row, id, leadId: 'L1' });
    const leads = [{ ...lead, convertedOpportunityId: '' }];
    const outcome = (...opportunities: HandRow[]) => read({ leads, opportunities })[1]!.outcome;
    expect(outcome(byLead(lost, 'O1'), byLead(won, 'O2'), byLead(open, 'O3'))).toBe('won');
    expect(outcome(byLead(lost, 'O1'), byLead(open, 'O2'))).toBe('open');
    expect(outcome(byLead(lost, 'O1'))).toBe('lost');
  });
});

describe('the state of an opportunity at the as-of', () => {
  it('is open until it closed, and absent before it was made', () => {
    expect(read({ opportunities: [won] }, 300)[1]).toMatchObject({ outcome: 'won', closedAt: 300 });
    expect(read({ opportunities: [won] }, 299)[1]).toMatchObject({ outcome: 'open', closedAt: null });
    expect(read({ opportunities: [won] }, 209)[1]).toMatchObject(none);
  });

  it('is absent where the record is deleted', () => {
    expect(read({ opportunities: [{ ...won, isDeleted: 'true' }] })[1]).toMatchObject(none);
  });

  it('closes at the last entry into a closed stage from an open one', () => {
    const stage = (at: number, to: string) => ({ recordId: 'O1', at, field: 'stage', from: '', to });
    const opportunities = [won, { ...lost, id: 'O9' }, { ...open, id: 'O8' }];
    const closings = (...rows: HandRow[]) => read({ opportunities, opportunityHistory: rows })[1];
    expect(closings(stage(210, 'Discovery'), stage(250, 'Closed Won'))).toMatchObject({ closedAt: 250, outcome: 'won' });
    expect(closings(stage(210, 'Discovery'), stage(250, 'Closed Lost'), stage(260, 'Discovery'), stage(270, 'Closed Won'))).toMatchObject({
      closedAt: 270,
      outcome: 'won',
    });
    expect(closings(stage(210, 'Discovery'), stage(250, 'Closed Lost'), stage(270, 'Closed Won'))).toMatchObject({
      closedAt: 250,
      outcome: 'won',
    });
    expect(closings(stage(210, 'Discovery'), stage(250, 'Closed Won'), stage(280, 'Discovery'))).toMatchObject({
      closedAt: null,
      outcome: 'open',
    });
  });
});
