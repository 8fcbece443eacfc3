import { describe, expect, it } from 'vitest';
import type { BusinessCalendar, Policy } from '#domain/policy.ts';
import { changes, type HandFiles, type HandRow, handMadeFacts, mia, queue, rita, sam, users } from '../facts/hand-made.ts';
import { slaOf } from './hand-context.ts';

const lead = (id: string, more: HandRow = {}): HandRow => ({ id, status: 'Open', ownerId: rita, createdAt: 0, source: 'Web', ...more });
const mqlAt = (id: string, at: number) => changes(id, [at, 'status', 'Open', 'MQL']);
const call = (leadId: string, at: number, byId = rita) => ({ leadId, type: 'Call', at, byId, isCompleted: 'true' });
const oneTarget = (targetMinutes: number, more: Partial<Policy> = {}): Partial<Policy> => ({
  sla: [
    {
      when: 'default',
      targetMinutes,
      escalate: [
        { to: 'manager', afterMinutes: 30 },
        { to: 'vp', afterMinutes: 120 },
      ],
    },
  ],
  ...more,
});

/** Leads that qualified at hour 100 and were touched so many hours later, or never. */
function waited(touchedAfter: (number | null)[], more: Partial<HandFiles> = {}): HandFiles {
  const ids = touchedAfter.map((_, i) => `L${i}`);
  return {
    users,
    leads: ids.map((id) => lead(id)),
    leadHistory: ids.flatMap((id) => mqlAt(id, 100)),
    activities: [
      { leadId: '', type: 'Call', at: 1, byId: rita, isCompleted: 'false' },
      ...touchedAfter.flatMap((hours, i) => (hours === null ? [] : [call(`L${i}`, 100 + hours)])),
    ],
    ...more,
  };
}

describe('attainment', () => {
  it('is met up to the due time itself, missed after it or where nobody touched', () => {
    const { attainment } = slaOf(handMadeFacts(waited([0, 1, 1.001, null]), { asOf: 500, policy: oneTarget(60) }));
    expect(attainment).toMatchObject({ met: 2, missed: 2, pending: 0, excluded: 0, rate: 0.5 });
  });

  it('is pending while due lies after the as-of, also for the touched: young leads would flatter', () => {
    const at = (asOf: number) => slaOf(handMadeFacts(waited([0.5, null]), { asOf, policy: oneTarget(60) })).attainment;
    expect(at(100.9)).toMatchObject({ met: 0, missed: 0, pending: 2, rate: null });
    expect(at(101)).toMatchObject({ met: 1, missed: 1, pending: 0, rate: 0.5 });
  });

  it('counts only open hours where the policy names a calendar', () => {
    const calendar: BusinessCalendar = {
      name: 'Office',
      timeZone: 'UTC',
      weekdays: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '17:00']]])) as BusinessCalendar['weekdays'],
      holidays: [],
    };
    // Monday 04:00: an hour of work is over at 10:00, six hours later.
    const { attainment } = slaOf(handMadeFacts(waited([6, 6.001]), { asOf: 500, policy: oneTarget(60, { calendar }) }));
    expect(attainment).toMatchObject({ met: 1, missed: 1 });
  });

  it('is judged by the version in force at qualification: a tighter one never re-judges the past', () => {
    const facts = handMadeFacts(waited([2, 2]), { asOf: 500, policy: oneTarget(180) });
    const [step] = facts.policy.sla;
    const tighter = { ...step!, version: 2, part: { ...step!.part, sla: [{ when: 'default', targetMinutes: 60 }] } };
    const signedAt = (hours: number) => ({
      ...facts,
      policy: { ...facts.policy, sla: [step!, { ...tighter, fromMs: facts.handoffs.qualifiedAt[0]! + hours * 3_600_000 }] },
    });
    expect(slaOf(facts).attainment).toMatchObject({ met: 2, missed: 0 });
    expect(slaOf(signedAt(0.001)).attainment).toEqual(slaOf(facts).attainment);
    expect(slaOf(signedAt(0)).attainment).toMatchObject({ met: 0, missed: 2 });
  });

  it('excludes where no target applies, and says why', () => {
    const { attainment } = slaOf(handMadeFacts(waited([1]), { asOf: 500, policy: { sla: [] } }));
    expect(attainment).toMatchObject({ excluded: 1, excludedReason: 'no target applies', rate: null });
  });
});

describe('first touches', () => {
  it('count the untouched as still waiting: the median is theirs too', () => {
    const { timeToFirstTouch } = slaOf(handMadeFacts(waited([1, 2, null, null, null]), { asOf: 500, policy: oneTarget(60) }));
    expect(timeToFirstTouch).toEqual({ medianHours: null, p90Hours: null, events: 2, censored: 3 });
    expect(slaOf(handMadeFacts(waited([1, 2, 3, null]), { asOf: 500 })).timeToFirstTouch).toMatchObject({ medianHours: 2, events: 3 });
  });

  it('leave the accountability dead zone at 72 hours sharp', () => {
    const { untouchedBeyond72h } = slaOf(handMadeFacts(waited([72, 72.001, null]), { asOf: 172, policy: oneTarget(60) }));
    expect(untouchedBeyond72h).toEqual({ count: 2, due: 3, rate: 2 / 3 });
    expect(slaOf(handMadeFacts(waited([null]), { asOf: 171.999, policy: oneTarget(60) })).untouchedBeyond72h).toEqual({
      count: 0,
      due: 0,
      rate: null,
    });
  });

  it('escalate where they come after the minutes of each step', () => {
    const policy = oneTarget(5);
    expect(slaOf(handMadeFacts(waited([0.5, 0.501, 2, 2.001, null]), { asOf: 500, policy })).escalations).toEqual({ manager: 4, vp: 2 });
    expect(slaOf(handMadeFacts(waited([null]), { asOf: 101, policy })).escalations).toEqual({ manager: 1, vp: 0 });
  });

  it('are not measurable without activities: nothing is missed, nobody escalated', () => {
    const { activities: _, ...files } = waited([null, null]);
    const sla = slaOf(handMadeFacts(files, { asOf: 500, policy: oneTarget(60) }));
    expect(sla.attainment).toMatchObject({ met: 0, missed: 0, excluded: 2, rate: null });
    expect(sla.attainment.excludedReason).toMatch(/not measurable/);
    expect(sla).toMatchObject({ timeToFirstTouch: { medianHours: null, p90Hours: null }, untouchedBeyond72h: { due: 0 }, escalations: {} });
  });
});

describe('groups', () => {
  it('keep the unassigned in, as null, and the months of qualification', () => {
    const files = waited([1, null]);
    const facts = handMadeFacts(
      {
        ...files,
        leads: [lead('L0', { ownerId: sam }), lead('L1', { ownerId: queue })],
        leadHistory: [...mqlAt('L0', 100), ...mqlAt('L1', 800), ...changes('L1', [5, 'ownerId', mia, queue])],
      },
      { asOf: 2000, policy: oneTarget(60) },
    );
    const { groups } = slaOf(facts, ['owner', 'team', 'month']);
    expect(groups.map(({ by, value, handoffs }) => [by, value, handoffs])).toEqual([
      ['owner', null, 1],
      ['owner', sam, 1],
      ['team', null, 1],
      ['team', 'West', 1],
      ['month', '2026-01', 1],
      ['month', '2026-02', 1],
    ]);
  });
});

describe('delay', () => {
  it('splits the way to the opportunity into parts that add up, each milestone at the later of itself and the one before', () => {
    const files: HandFiles = {
      users,
      leads: [lead('L0', { convertedOpportunityId: 'O1' })],
      leadHistory: [
        ...mqlAt('L0', 100),
        ...changes('L0', [110, 'ownerId', queue, rita], [125, 'status', 'MQL', 'Accepted'], [130, 'status', 'Accepted', 'Converted']),
      ],
      opportunities: [{ id: 'O1', stage: 'Discovery', isClosed: 'false', isWon: 'false', createdAt: 160, amount: '1' }],
      activities: [call('L0', 105)],
    };
    const { delay } = slaOf(handMadeFacts(files, { asOf: 500, policy: oneTarget(60) }));
    expect(delay.map(({ part, medianHours, share, count }) => [part, medianHours, share, count])).toEqual([
      ['qualifiedToAssigned', 10, 10 / 60, 1],
      ['assignedToTouched', 0, 0, 1],
      ['touchedToDecided', 15, 15 / 60, 1],
      ['decidedToOpportunity', 35, 35 / 60, 1],
    ]);
  });

  it('takes silence for no decision: the part is unknown, not 48 hours', () => {
    const { delay } = slaOf(
      handMadeFacts(waited([5], { leadHistory: [...mqlAt('L0', 100), ...changes('L0', [1, 'ownerId', queue, rita])] })),
    );
    expect(delay.map(({ count }) => count)).toEqual([1, 1, 0, 0]);
  });
});

describe('response effect', () => {
  it('puts each handoff that had the horizon into one bucket, the untouched into "never"', () => {
    const hours = [5 / 60, 0.5, 1, 4, 24, 48, 48.1, null];
    const { responseEffect } = slaOf(handMadeFacts(waited(hours), { asOf: 100 + 90 * 24 }));
    expect(responseEffect.map(({ bucket, count }) => [bucket, count])).toEqual([
      ['≤5 min', 1],
      ['≤30 min', 1],
      ['≤1 h', 1],
      ['≤4 h', 1],
      ['≤24 h', 1],
      ['≤48 h', 1],
      ['later', 1],
      ['never', 1],
    ]);
    expect(slaOf(handMadeFacts(waited(hours), { asOf: 99 + 90 * 24 })).responseEffect.every(({ count }) => count === 0)).toBe(true);
  });

  it('is standardised over source and score: a bucket that only gets the better source loses its advantage', () => {
    const strata: [source: string, hours: number, n: number, successes: number][] = [
      ['Good', 1, 40, 20],
      ['Bad', 1, 10, 1],
      ['Good', 30, 10, 5],
      ['Bad', 30, 40, 4],
    ];
    const files = {
      users,
      leads: [] as HandRow[],
      leadHistory: [] as HandRow[],
      opportunities: [] as HandRow[],
      activities: [] as HandRow[],
    };
    strata.forEach(([source, hours, n, successes], stratum) => {
      for (let k = 0; k < n; k++) {
        const id = `L${stratum}-${k}`;
        files.leads.push(lead(id, { source, convertedOpportunityId: k < successes ? `O${id}` : '' }));
        files.leadHistory.push(...mqlAt(id, 100));
        files.activities.push(call(id, 100 + hours));
        if (k < successes)
          files.opportunities.push({ id: `O${id}`, stage: 'Discovery', isClosed: 'false', isWon: 'false', createdAt: 300, amount: '1' });
      }
    });
    const { responseEffect } = slaOf(handMadeFacts(files, { asOf: 5000 }));
    const of = (bucket: string) => responseEffect.find((one) => one.bucket === bucket)!;
    expect([of('≤1 h').rate, of('≤48 h').rate]).toEqual([21 / 50, 9 / 50]);
    expect(of('≤1 h').adjusted).toBeCloseTo(0.3, 12);
    expect(of('≤48 h').adjusted).toBeCloseTo(0.3, 12);
  });
});
