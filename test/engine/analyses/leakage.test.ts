import { describe, expect, it } from 'vitest';
import { priceList } from '#engine/analyses/leak-prices.ts';
import { leakageBody } from '#engine/analyses/leakage.ts';
import { changes, type HandFiles, type HandRow, handMadeFacts, mia, queue, rita, users } from '../facts/hand-made.ts';
import { allHandoffs, unpricedLeakage } from './hand-context.ts';

const lead = (id: string, more: HandRow = {}): HandRow => ({ id, status: 'Open', ownerId: rita, createdAt: 0, source: 'Web', ...more });
const qualified = (id: string, ...rows: [at: number, from: string, to: string][]) =>
  changes(
    id,
    [100, 'status', 'Open', 'MQL'],
    ...rows.map(([at, from, to]) => [at, 'status', from, to] as [number, string, string, string]),
  );
const call = (leadId: string, at: number) => ({ leadId, type: 'Call', at, byId: rita, isCompleted: 'true' });
const won = (id: string, createdAt: number, closedAt: number, amount = '1000.10') => ({
  id,
  stage: 'Closed Won',
  isClosed: 'true',
  isWon: 'true',
  amount,
  createdAt,
  closedAt,
});

/** Nine handoffs of eight leads, one of each fate, as of hour 1,000. */
const funnel: HandFiles = {
  users,
  leads: [
    lead('rejected', { rejectionReason: 'Budget' }),
    lead('won', { convertedOpportunityId: 'O1' }),
    lead('stalled'),
    lead('untouched'),
    lead('unassigned', { ownerId: queue }),
    lead('late'),
    lead('twice'),
    lead('same deal', { convertedOpportunityId: 'O1' }),
  ],
  leadHistory: [
    ...qualified('rejected', [110, 'MQL', 'Rejected']),
    ...qualified('won', [120, 'MQL', 'Accepted'], [130, 'Accepted', 'SQL']),
    ...qualified('stalled'),
    ...qualified('untouched'),
    ...qualified('unassigned'),
    ...changes('unassigned', [50, 'ownerId', mia, queue]),
    ...qualified('late', [300, 'MQL', 'Rejected']),
    ...qualified('twice', [110, 'MQL', 'Accepted'], [150, 'Accepted', 'Recycled'], [900, 'Recycled', 'MQL']),
    ...qualified('same deal', [140, 'MQL', 'Converted']),
  ],
  opportunities: [won('O1', 140, 200)],
  activities: [call('stalled', 105), call('twice', 901)],
};

describe('leakage of a funnel made by hand', () => {
  const { body } = unpricedLeakage(handMadeFacts(funnel, { asOf: 1000 }));
  const stage = (name: string) => body.stages.find((one) => one.stage === name)!;

  it('counts handoffs, leads, dispositions and outcomes', () => {
    expect(body.totals).toMatchObject({
      handoffs: 9,
      leadsWithHandoff: 8,
      dispositions: { pending: 1, accepted: 3, acceptedBySilence: 4, rejected: 1 },
      lateRejections: 1,
      outcomes: { none: 7, open: 0, lost: 0, won: 2 },
    });
  });

  it('counts the value of one opportunity once, though two leads became it', () => {
    expect(body.totals.wonAmount).toEqual({ amount: '1000.10', currency: 'USD' });
    expect(stage('won').reached).toBe(2);
  });

  it('counts each stage, and silence apart from explicit acceptance', () => {
    expect(stage('qualified')).toMatchObject({ reached: 9, advanced: 7, lost: 1, open: 1, stalled: 1 });
    expect(stage('accepted')).toMatchObject({ reached: 7, explicit: 3, silent: 4, advanced: 2, lost: 2, open: 3, stalled: 2 });
    expect(stage('salesQualified')).toMatchObject({ reached: 2, advanced: 2, lost: 0, open: 0 });
    expect(stage('opportunity')).toMatchObject({ reached: 2, advanced: 2, lost: 0, open: 0 });
  });

  it('shows open counts beside rates: to date, resolved, and both bounds', () => {
    expect(stage('accepted').conversion).toMatchObject({
      toDate: { rate: 2 / 7, numerator: 2, denominator: 7 },
      resolved: 0.5,
      bounds: [2 / 7, 5 / 7],
    });
  });

  it('takes silence for no decision', () => {
    // Decided: rejected at 10 h, won at 20, late at 200, twice at 10, same deal at 40; the others still wait.
    expect(stage('qualified').timeToExplicitDecision).toMatchObject({ events: 5, censored: 4, medianHours: 200 });
  });

  it('enters each leak once, at its first reason', () => {
    const leaks = body.leaks.map(({ stage: at, kind, reason, count }) => `${at} ${kind} ${reason} ${count}`.replace('  ', ' '));
    expect(leaks.toSorted()).toEqual([
      'accepted lateRejected 1',
      'accepted recycled 1',
      'accepted stalled 1',
      'accepted untouched 1',
      'qualified rejected Budget 1',
      'qualified unassigned 1',
    ]);
  });

  it('prices only what policy says should not have happened', () => {
    for (const { kind, priced } of body.leaks) expect(priced, kind).toBe(['unassigned', 'untouched', 'stalled'].includes(kind));
  });
});

describe('durations', () => {
  const deals = (stays: [hours: number, isClosed: boolean][]): HandFiles => ({
    users,
    leads: stays.map((_, i) => lead(`L${i}`, { convertedOpportunityId: `O${i}` })),
    leadHistory: stays.flatMap((_, i) => changes(`L${i}`, [100, 'status', 'Open', 'MQL'])),
    opportunities: stays.map(([hours, isClosed], i) =>
      isClosed
        ? won(`O${i}`, 500 - hours, 500)
        : { id: `O${i}`, stage: 'Discovery', isClosed: 'false', isWon: 'false', createdAt: 500 - hours, amount: '1', closedAt: '' },
    ),
  });

  it('censor open records at the as-of: left after 2, 3, 10, open at 4, 12 has the median 10', () => {
    const files = deals([
      [2, true],
      [3, true],
      [10, true],
      [4, false],
      [12, false],
    ]);
    const { body } = unpricedLeakage(handMadeFacts(files, { asOf: 500 }));
    expect(body.stages.find(({ stage }) => stage === 'opportunity')!.timeInStage).toMatchObject({
      medianHours: 10,
      p90Hours: null,
      events: 3,
      censored: 2,
    });
  });

  it('count 0 where they would be negative', () => {
    const files = deals([[450, true]]);
    const { body } = unpricedLeakage(handMadeFacts(files, { asOf: 600 }));
    expect(body.stages.map(({ timeInStage }) => timeInStage?.medianHours)).toEqual([0, 0, 0, 450, undefined]);
    for (const { cumulativeIncidence } of body.stages.slice(0, 3))
      expect(cumulativeIncidence![0]).toEqual({ days: 7, advanced: 1, lost: 0 });
  });

  it('let loss compete: advanced after 1 day, lost after 2, advanced after 3, open at 4 gives .25, .25, .50', () => {
    const day = 24;
    const asOf = 100 + 40 * day;
    const files: HandFiles = {
      users,
      leads: ['a', 'b', 'c', 'd'].map((id) => lead(id)),
      leadHistory: [
        ...qualified('a', [100 + day, 'MQL', 'Accepted']),
        ...qualified('b', [100 + 2 * day, 'MQL', 'Rejected']),
        ...qualified('c', [100 + 3 * day, 'MQL', 'Accepted']),
        ...changes('d', [asOf - 4 * day, 'status', 'Open', 'MQL']),
      ],
    };
    const { body } = unpricedLeakage(handMadeFacts(files, { asOf, policy: { acceptanceWindowHours: 1000 } }));
    expect(body.stages[0]).toMatchObject({ reached: 4, advanced: 2, lost: 1, open: 1 });
    expect(body.stages[0]!.cumulativeIncidence![0]).toEqual({ days: 7, advanced: 0.5, lost: 0.25 });
  });
});

describe('conversion within days', () => {
  it('is half-open, of the entries that had the time; the others stand beside it', () => {
    const day = 24;
    const files: HandFiles = {
      users,
      leads: ['inside', 'at the end', 'just mature', 'young'].map((id) => lead(id)),
      leadHistory: [
        ...changes('inside', [0, 'status', 'Open', 'MQL'], [10 * day - 0.001, 'status', 'MQL', 'Accepted']),
        ...changes('at the end', [0, 'status', 'Open', 'MQL'], [10 * day, 'status', 'MQL', 'Accepted']),
        ...changes('just mature', [20 * day, 'status', 'Open', 'MQL']),
        ...changes('young', [20 * day + 0.001, 'status', 'Open', 'MQL'], [21 * day, 'status', 'MQL', 'Accepted']),
      ],
    };
    const policy = { withinDays: 10, acceptanceWindowHours: 10_000 };
    const { body } = unpricedLeakage(handMadeFacts(files, { asOf: 30 * day, policy }));
    expect(body.stages[0]!.conversion!.within).toMatchObject({ days: 10, numerator: 1, denominator: 3, immature: 1, tooFew: true });
  });
});

describe('prices', () => {
  /** Worked and won, worked and not won, and leads that nobody touched. */
  function priced(wins: number, losses: number, untouched: number) {
    const ids = (name: string, n: number) => Array.from({ length: n }, (_, i) => `${name}${i}`);
    const winners = ids('w', wins);
    const files: HandFiles = {
      users,
      leads: [
        ...winners.map((id) => lead(id, { convertedOpportunityId: `O${id}` })),
        ...[...ids('l', losses), ...ids('u', untouched)].map((id) => lead(id)),
      ],
      leadHistory: [...winners, ...ids('l', losses), ...ids('u', untouched)].flatMap((id) => qualified(id)),
      opportunities: winners.map((id) => won(`O${id}`, 200, 300, '500.00')),
      activities: [...winners, ...ids('l', losses)].map((id) => call(id, 101)),
    };
    const facts = handMadeFacts(files, { asOf: 5000 });
    const { body } = leakageBody(facts, allHandoffs(facts), () => false, priceList(facts, 90));
    return body.leaks.find(({ kind }) => kind === 'untouched')!;
  }

  it('are the count times the chance of a worked one times the mean won amount, with an interval around it', () => {
    const { count, priced: isPriced, expectedRevenue, expectedPipeline, because } = priced(10, 30, 4);
    expect({ count, isPriced, because }).toEqual({ count: 4, isPriced: true, because: '' });
    expect(expectedRevenue).toMatchObject({ amount: '500.00', currency: 'USD' });
    expect(expectedPipeline).toMatchObject({ amount: '500.00' });
    expect(Number(expectedRevenue!.low)).toBeLessThan(500);
    expect(Number(expectedRevenue!.high)).toBeGreaterThan(500);
  });

  it('are the same each time', () => {
    expect(priced(10, 30, 4)).toEqual(priced(10, 30, 4));
  });

  it('cannot be had from under 30 worked handoffs, or where none was won', () => {
    for (const leak of [priced(5, 24, 4), priced(0, 40, 4)]) {
      expect(leak).toMatchObject({ priced: true, expectedRevenue: null, expectedPipeline: null });
      expect(leak.because).not.toBe('');
    }
  });
});
