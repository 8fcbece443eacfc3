import { describe, expect, it } from 'vitest';
import { calibrationBody } from '#engine/analyses/calibration.ts';
import { changes, type HandFiles, type HandRow, handMadeFacts, rita, users } from '../facts/hand-made.ts';
import { handContext } from './hand-context.ts';

const day = 24;

interface Case {
  score: number | '';
  /** Days from qualification to the won deal. */
  wonAfter?: number;
  touched?: boolean;
  /** Days before the as-of on which the lead qualified; default 400. */
  age?: number;
  acceptedAfter?: number;
}

const asOf = 500 * day;

function files(cases: Case[], tracked = true): HandFiles {
  const all = { users, leads: [] as HandRow[], leadHistory: [] as HandRow[], opportunities: [] as HandRow[], activities: [] as HandRow[] };
  all.activities.push({ leadId: '', type: 'Call', at: 1, byId: rita, isCompleted: 'false' });
  if (tracked) {
    all.leads.push({ id: 'tracked', status: 'Open', ownerId: rita, createdAt: 0, score: 1 });
    all.leadHistory.push(...changes('tracked', [1, 'score', '0', '1']));
  }
  cases.forEach(({ score, wonAfter, touched = true, age = 400, acceptedAfter }, index) => {
    const id = `L${index}`;
    const at = asOf - age * day;
    all.leads.push({
      id,
      status: 'Open',
      ownerId: rita,
      createdAt: 0,
      score,
      convertedOpportunityId: wonAfter === undefined ? '' : `O${id}`,
    });
    all.leadHistory.push(...changes(id, [at, 'status', 'Open', 'MQL']));
    if (acceptedAfter !== undefined) all.leadHistory.push(...changes(id, [at + acceptedAfter * day, 'status', 'MQL', 'Accepted']));
    if (touched) all.activities.push({ leadId: id, type: 'Call', at: at + 1, byId: rita, isCompleted: 'true' });
    if (wonAfter !== undefined) {
      const closedAt = at + wonAfter * day;
      all.opportunities.push({
        id: `O${id}`,
        stage: 'Closed Won',
        isClosed: 'true',
        isWon: 'true',
        createdAt: at + 1,
        closedAt,
        amount: '1',
      });
    }
  });
  return all;
}

function calibrate(cases: Case[], request: Parameters<typeof calibrationBody>[2] = {}, tracked = true) {
  const context = handContext(handMadeFacts(files(cases, tracked), { asOf }));
  return calibrationBody(context, context.selection, { bands: 'width:10', ...request });
}

describe('who is in a calibration', () => {
  it('had the whole horizon: the younger ones stand beside as immature', () => {
    const { population, immature, horizonDays } = calibrate([
      { score: 50, age: 180 },
      { score: 50, age: 179.99 },
    ]);
    expect({ population, immature, horizonDays }).toEqual({ population: 1, immature: 1, horizonDays: 180 });
  });

  it('succeeds within [0, horizon) of qualification', () => {
    const { successes, population } = calibrate([
      { score: 50, wonAfter: 179.99 },
      { score: 50, wonAfter: 180 },
      { score: 50, wonAfter: -10 },
    ]);
    expect({ successes, population }).toEqual({ successes: 2, population: 3 });
  });

  it('counts only explicit acceptance', () => {
    const { successes, horizonDays } = calibrate([{ score: 50, acceptedAfter: 1 }, { score: 50 }], { outcome: 'accepted' });
    expect({ successes, horizonDays }).toEqual({ successes: 1, horizonDays: 30 });
  });

  it('leaves out today’s scores unless asked, and counts them aloud', () => {
    const cases = [{ score: 50 }, { score: 60 }];
    expect(calibrate(cases, {}, false)).toMatchObject({ population: 0, scoreEvidence: { history: 0, import: 0, today: 2, none: 0 } });
    expect(calibrate(cases, { includeToday: true }, false)).toMatchObject({ population: 2, scoreEvidence: { today: 2 } });
    expect(calibrate(cases)).toMatchObject({ population: 2, scoreEvidence: { history: 2, today: 0 } });
  });

  it('leaves out who has no score', () => {
    expect(calibrate([{ score: '' }, { score: 10 }])).toMatchObject({ population: 1, scoreEvidence: { none: 1, history: 1 } });
  });

  it('tells the worked from the unworked: an unworked lead is no negative', () => {
    const cases = [{ score: 10 }, { score: 90, wonAfter: 5 }, { score: 95, touched: false }];
    const { worked, unworked, auc, thresholds } = calibrate(cases);
    expect(worked).toMatchObject({ population: 2, successes: 1, auc: null });
    expect(unworked).toMatchObject({ population: 1, successes: 0 });
    expect(auc).toBeNull();
    expect(thresholds.map(({ score }) => score)).not.toContain(95);
  });
});

describe('score bands', () => {
  const spread = (scores: number[], bands: string) =>
    calibrate(
      scores.map((score) => ({ score })),
      { bands },
    ).bands;

  it('have equal width from 0, and close at 100', () => {
    const bands = spread([0, 9.99, 10, 99, 100], 'width:10');
    expect(bands).toHaveLength(10);
    expect(bands.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(bands.at(-1)).toMatchObject({ low: 90, high: 100, tooFew: true });
  });

  it('stretch the last one up to a score beyond 100', () => {
    expect(spread([5, 120], 'width:10').at(-1)).toMatchObject({ low: 90, high: 120, count: 1 });
  });

  it('hold about equally many by quantiles, everybody in one of them', () => {
    const bands = spread(
      Array.from({ length: 100 }, (_, k) => k),
      'quantile:4',
    );
    expect(bands.map(({ count }) => count)).toEqual([25, 25, 25, 25]);
  });

  it('are refused in another form, and by definition where no score model is in force', () => {
    for (const bands of ['width:0', 'width:x', 'ten', 'quantile:1', 'definition'])
      expect(() => spread([1, 2], bands), bands).toThrow(expect.objectContaining({ code: 'E_ARGS', path: 'bands' }));
  });

  it('carry Wilson intervals: 3 of 20 lies in .052–.360, 0 of 12 in 0–.242', () => {
    const cases = [
      ...Array.from({ length: 20 }, (_, k): Case => ({ score: 15, ...(k < 3 ? { wonAfter: 9 } : {}) })),
      ...Array.from({ length: 12 }, (): Case => ({ score: 25 })),
    ];
    const { bands } = calibrate(cases);
    expect(bands[1]).toMatchObject({ count: 20, successes: 3, rate: 0.15 });
    expect(bands[1]!.wilsonLow).toBeCloseTo(0.052, 3);
    expect(bands[1]!.wilsonHigh).toBeCloseTo(0.36, 3);
    expect([bands[2]!.wilsonLow, bands[2]!.wilsonHigh!]).toEqual([0, expect.closeTo(0.242, 3)]);
  });
});

describe('thresholds', () => {
  /** Scores 0…99, of whom the upper half wins every second. */
  const cases = Array.from({ length: 100 }, (_, score): Case => ({ score, ...(score >= 50 && score % 2 === 0 ? { wonAfter: 9 } : {}) }));

  it('count volume, precision, recall and lift from each score on', () => {
    const { thresholds } = calibrate(cases);
    expect(thresholds.find(({ score }) => score === 0)).toMatchObject({ volume: 100, successes: 25, precision: 0.25, recall: 1, lift: 1 });
    expect(thresholds.find(({ score }) => score === 50)).toMatchObject({ volume: 50, successes: 25, precision: 0.5, recall: 1, lift: 2 });
  });

  it('are recommended by objective', () => {
    const { recommended } = calibrate(cases, { costPerWorkedLead: 10, valuePerWin: 40, capacityPerMonth: 30 });
    const of = (objective: string) => recommended.find((one) => one.objective === objective)!;
    expect(of('youden').score).toBe(50);
    expect(of('breakEven').score).toBe(50);
    expect(of('breakEven').volumeChange).toBe(-50);
    expect(of('capacity').score).toBe(70);
  });

  it('say so where nothing pays', () => {
    const { recommended } = calibrate(cases, { costPerWorkedLead: 90, valuePerWin: 100 });
    expect(recommended.find(({ objective }) => objective === 'breakEven')).toMatchObject({ score: null, volumeChange: null });
  });
});

describe('forecasts', () => {
  it('are judged by fits made on other data: a score that says nothing gets no credit', () => {
    const cases = Array.from(
      { length: 200 },
      (_, k): Case => ({ score: (k * 37) % 100, age: 400 - k / 10, ...(k % 4 === 0 ? { wonAfter: 9 } : {}) }),
    );
    const { probabilities, corp, brier } = calibrate(cases);
    expect(probabilities).toBe('isotonicCrossFit');
    expect(corp!.score).toBeCloseTo(corp!.miscalibration - corp!.discrimination + corp!.uncertainty, 12);
    expect(brier).toBeCloseTo(corp!.score, 12);
    expect(brier!).toBeGreaterThanOrEqual(corp!.uncertainty - 0.01);
  });

  it('are split by time, not by the order of the rows', () => {
    // Scores that win early in the year lose late in it: a fold of neighbours in time is foretold badly by the others, a mixed one well.
    const cases = Array.from(
      { length: 200 },
      (_, k): Case => ({
        score: (k * 37) % 100,
        age: 400 - k,
        ...((k * 37) % 100 < 50 === k < 100 ? { wonAfter: 9 } : {}),
      }),
    );
    const interleaved = cases.map((_, k) => cases[(k * 67) % cases.length]!);
    const inTime = calibrate(cases);
    expect(calibrate(interleaved)).toMatchObject({ brier: inTime.brier, corp: inTime.corp, logLoss: inTime.logLoss });
  });

  it('are none from under 50 records', () => {
    expect(calibrate(Array.from({ length: 49 }, (_, score) => ({ score })))).toMatchObject({
      probabilities: 'none',
      corp: null,
      brier: null,
    });
  });
});

describe('the profile of the last wins', () => {
  it('holds wins closed within 90 days, and refuses what was filled in after the outcome', () => {
    const { closedWonProfile } = calibrate([
      { score: 80, age: 300, wonAfter: 215 },
      { score: 20, age: 300, wonAfter: 209 },
      { score: 90, age: 300 },
    ]);
    expect(closedWonProfile).toMatchObject({ days: 90, wins: 1, scoreQuantiles: { median: 80 } });
    expect(closedWonProfile.refusedSignals.map(({ signal }) => signal)).toEqual(['status', 'ownerId']);
  });
});
