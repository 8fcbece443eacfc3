import { describe, expect, it } from 'vitest';
import type { Policy } from '#domain/policy.ts';
import { changes, type HandOptions, type HandRow, handMadeFacts, handoffsOf, mia, queue, rita, users } from './hand-made.ts';

type Change = [at: number, field: string, from: string, to: string];

/** The one handoff of a lead that qualified at hour 100, owned by Rita from then on unless the changes say otherwise. */
function handoff(rows: Change[], options: HandOptions = {}, more: HandRow = {}) {
  const leadHistory = changes('L1', [100, 'status', 'Open', 'MQL'], [99, 'ownerId', queue, rita], ...rows);
  const facts = handMadeFacts({ users, leads: [{ id: 'L1', status: 'Open', ownerId: rita, createdAt: 0, ...more }], leadHistory }, options);
  const all = handoffsOf(facts);
  expect(all).toHaveLength(1);
  return all[0]!;
}

/** A handoff whose owner is a queue until an hour, or for ever. */
function assignedLate(rows: Change[], assignedAt: number | null, options: HandOptions = {}) {
  const owners: Change[] = assignedAt === null ? [[50, 'ownerId', mia, queue]] : [[assignedAt, 'ownerId', queue, rita]];
  const leadHistory = changes('L1', [100, 'status', 'Open', 'MQL'], ...owners, ...rows);
  const leads = [{ id: 'L1', status: 'Open', ownerId: assignedAt === null ? queue : rita, createdAt: 0 }];
  return handoffsOf(handMadeFacts({ users, leads, leadHistory }, options))[0]!;
}

describe('silence', () => {
  it('is pending until the window ends, and acceptance from exactly its end on', () => {
    expect(handoff([], { asOf: 147.999 })).toMatchObject({ disposition: 'pending', acceptedAt: null });
    expect(handoff([], { asOf: 148 })).toMatchObject({ disposition: 'acceptedBySilence', acceptedAt: 148, decidedAt: null });
  });

  it('has no end without assignment', () => {
    expect(assignedLate([], null, { asOf: 9000 })).toMatchObject({ disposition: 'pending', assignedAt: null, ownerId: '' });
  });

  it('counts from assignment, not from qualification', () => {
    expect(assignedLate([], 130, { asOf: 177 })).toMatchObject({ disposition: 'pending', assignedAt: 130 });
    expect(assignedLate([], 130, { asOf: 178 })).toMatchObject({ disposition: 'acceptedBySilence', acceptedAt: 178 });
  });

  it('counts from qualification where the policy says so', () => {
    const policy: Partial<Policy> = { acceptanceClock: 'qualified' };
    expect(assignedLate([], null, { asOf: 148, policy })).toMatchObject({ disposition: 'acceptedBySilence', acceptedAt: 148 });
  });

  it('lasts as long as the policy says', () => {
    expect(handoff([], { asOf: 110, policy: { acceptanceWindowHours: 10 } })).toMatchObject({ acceptedAt: 110 });
  });

  it('counts only open hours where the policy names a calendar', () => {
    const acceptanceCalendar = {
      name: 'Office',
      timeZone: 'UTC',
      weekdays: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '17:00']]])) as Record<string, [string, string][]>,
      holidays: [],
    };
    const policy = { acceptanceWindowHours: 8, acceptanceCalendar };
    // Hour 100 is Monday, 5 January 2026, 04:00: eight open hours end at 17:00.
    expect(handoff([], { policy }).acceptedAt).toBe(113);
    // Monday a holiday: Tuesday 17:00.
    expect(handoff([], { policy: { ...policy, acceptanceCalendar: { ...acceptanceCalendar, holidays: ['2026-01-05'] } } }).acceptedAt).toBe(
      137,
    );
  });
});

describe('acceptance', () => {
  it('is explicit where it comes before the window ends', () => {
    expect(handoff([[147.9, 'status', 'MQL', 'Accepted']])).toMatchObject({ disposition: 'accepted', acceptedAt: 147.9, decidedAt: 147.9 });
  });

  it('comes too late at the window’s end: silence was first', () => {
    expect(handoff([[148, 'status', 'MQL', 'Accepted']])).toMatchObject({
      disposition: 'acceptedBySilence',
      acceptedAt: 148,
      decidedAt: 148,
    });
  });

  it('follows from any later stage', () => {
    expect(handoff([[120, 'status', 'MQL', 'SQL']])).toMatchObject({ disposition: 'accepted', acceptedAt: 120, salesQualifiedAt: 120 });
    expect(handoff([[121, 'status', 'MQL', 'Converted']])).toMatchObject({ disposition: 'accepted', acceptedAt: 121 });
  });

  it('counts as inside before assignment', () => {
    expect(assignedLate([[120, 'status', 'MQL', 'Accepted']], 500)).toMatchObject({ disposition: 'accepted', acceptedAt: 120 });
    expect(assignedLate([[5000, 'status', 'MQL', 'Accepted']], null)).toMatchObject({ disposition: 'accepted', acceptedAt: 5000 });
  });
});

describe('rejection', () => {
  it('holds inside the window', () => {
    expect(handoff([[147, 'status', 'MQL', 'Rejected']])).toMatchObject({
      disposition: 'rejected',
      rejectedAt: 147,
      acceptedAt: null,
      lateRejection: false,
    });
  });

  it('is late at exactly the window’s end and after: the acceptance stands', () => {
    for (const at of [148, 400])
      expect(handoff([[at, 'status', 'MQL', 'Rejected']])).toMatchObject({
        disposition: 'acceptedBySilence',
        acceptedAt: 148,
        rejectedAt: at,
        lateRejection: true,
      });
  });

  it('is late after an explicit acceptance, also inside the window', () => {
    expect(
      handoff([
        [110, 'status', 'MQL', 'Accepted'],
        [120, 'status', 'Accepted', 'Rejected'],
      ]),
    ).toMatchObject({ disposition: 'accepted', acceptedAt: 110, rejectedAt: 120, lateRejection: true, decidedAt: 110 });
  });

  it('wins a tie with acceptance', () => {
    expect(
      handoff([
        [110, 'status', 'MQL', 'Accepted'],
        [110, 'status', 'Accepted', 'Rejected'],
      ]),
    ).toMatchObject({ disposition: 'rejected', rejectedAt: 110, lateRejection: false });
  });

  it('counts as inside before assignment, and without any', () => {
    expect(assignedLate([[120, 'status', 'MQL', 'Rejected']], 500)).toMatchObject({ disposition: 'rejected', rejectedAt: 120 });
    expect(assignedLate([[5000, 'status', 'MQL', 'Rejected']], null)).toMatchObject({ disposition: 'rejected', rejectedAt: 5000 });
  });

  it('was reversed where a later stage follows: accepted then, inside the window or after it', () => {
    for (const at of [130, 400])
      expect(
        handoff([
          [120, 'status', 'MQL', 'Rejected'],
          [at, 'status', 'Rejected', 'SQL'],
        ]),
      ).toMatchObject({ disposition: 'accepted', acceptedAt: at, rejectedAt: null, lateRejection: false, salesQualifiedAt: at });
  });

  it('is late where it comes again after the reversal', () => {
    expect(
      handoff([
        [120, 'status', 'MQL', 'Rejected'],
        [130, 'status', 'Rejected', 'SQL'],
        [140, 'status', 'SQL', 'Rejected'],
      ]),
    ).toMatchObject({ disposition: 'accepted', acceptedAt: 130, rejectedAt: 140, lateRejection: true });
  });

  it('belongs to the handoff in whose interval it falls', () => {
    const leadHistory = changes(
      'L1',
      [100, 'status', 'Open', 'MQL'],
      [110, 'status', 'MQL', 'Rejected'],
      [120, 'status', 'Rejected', 'MQL'],
      [121, 'status', 'MQL', 'SQL'],
    );
    const facts = handMadeFacts({ users, leads: [{ id: 'L1', status: 'SQL', ownerId: rita, createdAt: 0 }], leadHistory });
    expect(handoffsOf(facts)).toMatchObject([
      { id: 'L1#1', disposition: 'rejected', rejectedAt: 110, salesQualifiedAt: null },
      { id: 'L1#2', disposition: 'accepted', acceptedAt: 121, rejectedAt: null },
    ]);
  });

  it('after the as-of has not happened yet', () => {
    expect(handoff([[147, 'status', 'MQL', 'Rejected']], { asOf: 146 })).toMatchObject({ disposition: 'pending', rejectedAt: null });
    expect(handoff([[147, 'status', 'MQL', 'Rejected']], { asOf: 147 })).toMatchObject({ disposition: 'rejected', rejectedAt: 147 });
  });
});

describe('the reason of a rejection', () => {
  it('is the value in force at the rejection, not today’s', () => {
    const rows: Change[] = [
      [110, 'rejectionReason', '', 'Timing'],
      [120, 'status', 'MQL', 'Rejected'],
      [130, 'rejectionReason', 'Timing', 'Budget'],
    ];
    expect(handoff(rows, {}, { rejectionReason: 'Budget' }).rejectionReason).toBe('Timing');
  });

  it('is the one set in the same moment', () => {
    const rows: Change[] = [
      [120, 'status', 'MQL', 'Rejected'],
      [120, 'rejectionReason', '', 'Budget'],
    ];
    expect(handoff(rows, {}, { rejectionReason: 'Budget' }).rejectionReason).toBe('Budget');
  });

  it('is the old value of the first change after it', () => {
    const rows: Change[] = [
      [120, 'status', 'MQL', 'Rejected'],
      [130, 'rejectionReason', 'Timing', 'Budget'],
    ];
    expect(handoff(rows, {}, { rejectionReason: 'Budget' }).rejectionReason).toBe('Timing');
  });

  it('is the record’s value today where it never changed, and empty where there is none', () => {
    expect(handoff([[120, 'status', 'MQL', 'Rejected']], {}, { rejectionReason: 'Budget' }).rejectionReason).toBe('Budget');
    expect(handoff([[120, 'status', 'MQL', 'Rejected']]).rejectionReason).toBe('');
  });
});

describe('mapped columns stand in for history', () => {
  const lead = { id: 'L1', status: 'Open', ownerId: rita, createdAt: 0, qualifiedAt: 100, assignedAt: 100 };
  const read = (more: HandRow, asOf = 10_000) => handoffsOf(handMadeFacts({ users, leads: [{ ...lead, ...more }] }, { asOf }))[0]!;

  it('for acceptance, rejection, sales qualification and recycling', () => {
    expect(read({ acceptedAt: 110 })).toMatchObject({ disposition: 'accepted', acceptedAt: 110 });
    expect(read({ rejectedAt: 110, rejectionReason: 'Budget' })).toMatchObject({ disposition: 'rejected', rejectionReason: 'Budget' });
    expect(read({ salesQualifiedAt: 120 })).toMatchObject({ disposition: 'accepted', salesQualifiedAt: 120 });
    expect(read({ recycledAt: 120 })).toMatchObject({ disposition: 'acceptedBySilence', recycledAt: 120 });
  });

  it('and obey the as-of', () => {
    expect(read({ acceptedAt: 110 }, 109)).toMatchObject({ disposition: 'pending', acceptedAt: null });
  });
});
