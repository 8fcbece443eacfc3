import { describe, expect, it } from 'vitest';
import { changes, handMadeFacts, handoffsOf, mia, rita, users } from './hand-made.ts';

const lead = (id: string, more = {}) => ({ id, status: 'MQL', ownerId: rita, createdAt: 0, ...more });
const starts = (files: Parameters<typeof handMadeFacts>[0], asOf?: number) =>
  handoffsOf(handMadeFacts({ users, ...files }, asOf === undefined ? {} : { asOf })).map(({ id, qualifiedAt, implied }) => ({
    id,
    qualifiedAt,
    implied,
  }));

describe('where handoffs start', () => {
  it('starts one at each entry into the qualified stage: a recycled lead that qualifies again starts a second', () => {
    const leadHistory = changes('L1', [10, 'status', 'Open', 'MQL'], [20, 'status', 'MQL', 'Recycled'], [30, 'status', 'Recycled', 'MQL']);
    expect(starts({ leads: [lead('L1')], leadHistory })).toEqual([
      { id: 'L1#1', qualifiedAt: 10, implied: false },
      { id: 'L1#2', qualifiedAt: 30, implied: false },
    ]);
  });

  it('starts at creation where the lead was created already qualified, by the old value of its first change', () => {
    const leadHistory = changes('L1', [15, 'status', 'MQL', 'Accepted']);
    expect(starts({ leads: [lead('L1', { createdAt: 3, status: 'Accepted' })], leadHistory })).toEqual([
      { id: 'L1#1', qualifiedAt: 3, implied: false },
    ]);
  });

  it("starts at creation by today's status where the lead never changed, though others did", () => {
    const leadHistory = changes('L1', [15, 'status', 'Open', 'MQL']);
    const leads = [lead('L1'), lead('L2', { createdAt: 4 }), lead('L3', { createdAt: 5, status: 'Open' })];
    expect(starts({ leads, leadHistory }).map(({ id, qualifiedAt }) => [id, qualifiedAt])).toEqual([
      ['L1#1', 15],
      ['L2#1', 4],
    ]);
  });

  it('starts a lead created beyond MQL at its creation, implied', () => {
    const leadHistory = changes('L1', [15, 'status', 'SQL', 'Converted']);
    expect(starts({ leads: [lead('L1', { createdAt: 3, status: 'Converted' })], leadHistory })).toEqual([
      { id: 'L1#1', qualifiedAt: 3, implied: true },
    ]);
  });

  it('starts a lead that skips MQL at its first later stage, implied', () => {
    const leadHistory = changes('L1', [10, 'status', 'Open', 'Accepted'], [20, 'status', 'Accepted', 'SQL']);
    expect(starts({ leads: [lead('L1')], leadHistory })).toEqual([{ id: 'L1#1', qualifiedAt: 10, implied: true }]);
  });

  it('does not start a handoff at a later stage once there is one', () => {
    const leadHistory = changes(
      'L1',
      [10, 'status', 'Open', 'MQL'],
      [20, 'status', 'MQL', 'Recycled'],
      [30, 'status', 'Recycled', 'Accepted'],
    );
    expect(starts({ leads: [lead('L1')], leadHistory })).toHaveLength(1);
  });

  it('takes a row whose old and new value are equal for no change, also when two words mean the same stage', () => {
    const leadHistory = changes(
      'L1',
      [10, 'status', 'Open', 'MQL'],
      [20, 'status', 'MQL', 'MQL'],
      [30, 'status', 'MQL', 'marketing qualified'],
    );
    expect(starts({ leads: [lead('L1')], leadHistory })).toEqual([{ id: 'L1#1', qualifiedAt: 10, implied: false }]);
  });

  it('does not take a first row with equal values for the initial status', () => {
    const leadHistory = changes('L1', [5, 'status', 'MQL', 'MQL'], [10, 'status', 'Open', 'MQL']);
    expect(starts({ leads: [lead('L1')], leadHistory }).map(({ qualifiedAt }) => qualifiedAt)).toEqual([10]);
  });

  it('leaves out what comes after the as-of, and keeps what comes at it', () => {
    const leadHistory = changes('L1', [10, 'status', 'Open', 'MQL'], [20, 'status', 'MQL', 'Recycled'], [30, 'status', 'Recycled', 'MQL']);
    expect(starts({ leads: [lead('L1')], leadHistory }, 29)).toHaveLength(1);
    expect(starts({ leads: [lead('L1')], leadHistory }, 30)).toHaveLength(2);
    expect(starts({ leads: [lead('L1')], leadHistory }, 9)).toHaveLength(0);
  });

  it('starts nothing for a lead that never qualified', () => {
    const leadHistory = changes('L1', [10, 'status', 'Open', 'Disqualified']);
    expect(starts({ leads: [lead('L1', { status: 'Disqualified' })], leadHistory })).toEqual([]);
  });

  it('takes the mapped time where there is no stage history', () => {
    const leads = [lead('L1', { qualifiedAt: 7, status: 'Open' }), lead('L2', { qualifiedAt: '' }), lead('L3', { qualifiedAt: 90 })];
    expect(starts({ leads }, 80)).toEqual([{ id: 'L1#1', qualifiedAt: 7, implied: false }]);
  });

  it("warns where today's status is all there is", () => {
    const facts = handMadeFacts({ users, leads: [lead('L1', { createdAt: 2 })] });
    expect(handoffsOf(facts)).toMatchObject([{ qualifiedAt: 2 }]);
    expect(facts.warnings.join(' ')).toMatch(/No stage history and no qualification time/);
  });

  it('reads history in the order of time, whatever the order of the rows', () => {
    const rows = changes('L1', [10, 'status', 'Open', 'MQL'], [20, 'status', 'MQL', 'Recycled'], [30, 'status', 'Recycled', 'MQL']);
    expect(starts({ leads: [lead('L1')], leadHistory: rows.toReversed() })).toEqual(starts({ leads: [lead('L1')], leadHistory: rows }));
  });

  it('keeps deleted and merged leads out, and matches ids of 15 and 18 characters', () => {
    const leads = [
      lead('00Q000000000001EAA'),
      lead('00Q000000000002EAA', { isDeleted: 'true' }),
      lead('00Q000000000003EAA', { masterRecordId: '00Q000000000001EAA' }),
    ];
    const leadHistory = ['00Q000000000001', '00Q000000000002', '00Q000000000003'].flatMap((id) =>
      changes(id, [10, 'status', 'Open', 'MQL']),
    );
    expect(starts({ leads, leadHistory })).toEqual([{ id: '00Q000000000001EAA#1', qualifiedAt: 10, implied: false }]);
  });

  it('ignores deleted history rows', () => {
    const leadHistory = changes('L1', [10, 'status', 'Open', 'MQL'], [20, 'status', 'MQL', 'Recycled'], [30, 'status', 'Recycled', 'MQL']);
    leadHistory[2]!.isDeleted = 'true';
    expect(starts({ leads: [lead('L1')], leadHistory })).toHaveLength(1);
  });

  it('takes contacts for the subject where they carry the lifecycle and there are no leads', () => {
    const contacts = [{ id: '501', lifecycleStage: 'MQL', qualifiedAt: 12, ownerId: mia }];
    expect(starts({ contacts })).toEqual([{ id: '501#1', qualifiedAt: 12, implied: false }]);
  });

  it('asks for leads where there are none', () => {
    expect(() => handMadeFacts({ users })).toThrow(expect.objectContaining({ code: 'E_NO_LEADS' }));
  });
});
