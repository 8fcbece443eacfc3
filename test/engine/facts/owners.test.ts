import { describe, expect, it } from 'vitest';
import { changes, type HandFiles, type HandRow, handMadeFacts, handoffsOf, mia, queue, rita, sam, users } from './hand-made.ts';

type Change = [at: number, field: string, from: string, to: string];
const lead = (more: HandRow = {}): HandRow => ({ id: 'L1', status: 'Open', ownerId: rita, createdAt: 0, ...more });

/** Owner and assignment of the lead's handoffs; it qualified at hour 100. */
function owners(rows: Change[], more: HandRow = {}, files: HandFiles = {}, asOf = 10_000) {
  const leadHistory = changes('L1', [100, 'status', 'Open', 'MQL'], ...rows);
  return handoffsOf(handMadeFacts({ users, leads: [lead(more)], leadHistory, ...files }, { asOf })).map(
    ({ assignedAt, ownerId, ownerTeam }) => ({ assignedAt, ownerId, ownerTeam }),
  );
}

describe('assignment', () => {
  it('is at qualification where a sales user owned the lead then', () => {
    expect(owners([[90, 'ownerId', queue, sam]], { ownerId: sam })).toEqual([{ assignedAt: 100, ownerId: sam, ownerTeam: 'West' }]);
  });

  it('is at qualification by the old value of a later change', () => {
    expect(owners([[200, 'ownerId', sam, rita]])).toEqual([{ assignedAt: 100, ownerId: sam, ownerTeam: 'West' }]);
  });

  it('is at qualification by today’s owner where the lead never changed hands, though others did', () => {
    const files = {
      leads: [lead({ ownerId: sam }), { ...lead(), id: 'L2' }],
      leadHistory: changes('L1', [100, 'status', 'Open', 'MQL']).concat(changes('L2', [5, 'ownerId', queue, rita])),
    };
    expect(owners([], {}, files)[0]).toEqual({ assignedAt: 100, ownerId: sam, ownerTeam: 'West' });
  });

  it('is the first change to a sales user: neither a queue nor marketing is one', () => {
    const rows: Change[] = [
      [90, 'ownerId', '', queue],
      [110, 'ownerId', queue, mia],
      [120, 'ownerId', mia, sam],
      [130, 'ownerId', sam, rita],
    ];
    expect(owners(rows)).toEqual([{ assignedAt: 120, ownerId: sam, ownerTeam: 'West' }]);
  });

  it('is unknown where no sales user ever owned the lead, and after the as-of', () => {
    expect(owners([[110, 'ownerId', queue, mia]], { ownerId: mia })).toEqual([{ assignedAt: null, ownerId: '', ownerTeam: '' }]);
    expect(owners([[110, 'ownerId', queue, sam]], { ownerId: sam }, {}, 109)).toEqual([{ assignedAt: null, ownerId: '', ownerTeam: '' }]);
  });

  it('falls into the handoff in whose interval it comes', () => {
    const rows: Change[] = [
      [110, 'status', 'MQL', 'Recycled'],
      [90, 'ownerId', '', queue],
      [120, 'status', 'Recycled', 'MQL'],
      [120, 'ownerId', queue, sam],
    ];
    expect(owners(rows, { ownerId: sam })).toEqual([
      { assignedAt: null, ownerId: '', ownerTeam: '' },
      { assignedAt: 120, ownerId: sam, ownerTeam: 'West' },
    ]);
  });

  it('knows owners by name, without regard to case', () => {
    expect(owners([[110, 'ownerId', 'Lead Queue', 'SAM REP']], { ownerId: 'Sam Rep' })).toEqual([
      { assignedAt: 110, ownerId: sam, ownerTeam: 'West' },
    ]);
  });

  it('knows owners by ids of 15 characters', () => {
    expect(owners([[110, 'ownerId', queue, sam.slice(0, 15)]], { ownerId: sam })).toEqual([
      { assignedAt: 110, ownerId: sam, ownerTeam: 'West' },
    ]);
  });

  it('takes the mapped column where there is no owner history', () => {
    expect(owners([], { assignedAt: 104, ownerId: sam })).toEqual([{ assignedAt: 104, ownerId: sam, ownerTeam: 'West' }]);
  });

  it('is unknown without either; the owner is today’s and the clock starts at qualification, with a warning', () => {
    const leadHistory = changes('L1', [100, 'status', 'Open', 'MQL']);
    const facts = handMadeFacts({ users, leads: [lead({ ownerId: sam })], leadHistory });
    expect(handoffsOf(facts)).toMatchObject([{ assignedAt: null, ownerId: sam, disposition: 'acceptedBySilence', acceptedAt: 148 }]);
    expect(facts.warnings.join(' ')).toMatch(/acceptance clock starts at qualification/);
  });
});

describe('who is in sales', () => {
  const leadHistory = changes('L1', [100, 'status', 'Open', 'MQL'], [110, 'ownerId', queue, mia]);

  it('is everybody where users carry no function, with a warning', () => {
    const facts = handMadeFacts({ users: users.map(({ function: _, ...user }) => user), leads: [lead()], leadHistory });
    expect(handoffsOf(facts)).toMatchObject([{ assignedAt: 110, ownerId: mia }]);
    expect(facts.warnings.join(' ')).toMatch(/every user counts as a sales user/);
  });

  it('is every owner but queues where no users were imported, with a warning', () => {
    const facts = handMadeFacts({ leads: [lead({ ownerId: mia })], leadHistory });
    expect(handoffsOf(facts)).toMatchObject([{ assignedAt: 110, ownerId: mia }]);
    expect(facts.warnings.join(' ')).toMatch(/every owner who is not a queue/);
  });
});
