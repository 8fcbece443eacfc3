import { describe, expect, it } from 'vitest';
import { cumulativeIncidenceFigure } from '#figures/cumulative-incidence.ts';
import { delayPartsFigure } from '#figures/delay-parts.ts';
import { funnelFigure } from '#figures/funnel.ts';
import { leakLedgerFigure } from '#figures/leak-ledger.ts';
import { reasonParetoFigure } from '#figures/reason-pareto.ts';
import { rejectionChartFigure } from '#figures/rejection-chart.ts';
import { bandLabel, reliabilityFigure } from '#figures/reliability.ts';
import { responseEffectFigure } from '#figures/response-effect.ts';
import { responseTimeFigure, shareAt } from '#figures/response-time.ts';
import { scorecardFigure } from '#figures/scorecard.ts';
import { thresholdCurveFigure } from '#figures/threshold-curve.ts';
import { velocityFigure } from '#figures/velocity.ts';
import { calibration, leakage, previousLeakage, rejections, scorecard, sla, velocity } from './qbr-results.ts';

describe('funnel', () => {
  const figure = funnelFigure(leakage, previousLeakage);

  it('splits each bar into advanced, open and lost that add up to what was reached', () => {
    for (const bar of figure.bars) expect(bar.segments.reduce((sum, segment) => sum + segment.count, 0)).toBe(bar.reached);
    expect(figure.bars[0]!.segments).toEqual([
      { state: 'advanced', count: 1615, countText: '1,615' },
      { state: 'open', count: 96, countText: '96' },
      { state: 'lost', count: 701, countText: '701' },
    ]);
  });

  it('shows explicit beside silent acceptance', () => {
    expect(figure.bars[1]!.detail).toBe('884 explicit · 731 by silence');
  });

  it('says the rate with its fraction and interval', () => {
    expect(figure.bars[0]!.rateText).toBe('67%');
    expect(figure.bars[0]!.fractionText).toBe('1,001 of 1,495 · 65–69%');
  });

  it('says too few, and not yet, in words', () => {
    const [first, ...rest] = leakage.stages;
    const within = { ...first!.conversion!.within, tooFew: true, numerator: 3, denominator: 12, rate: 0.25 };
    const few = funnelFigure({ ...leakage, stages: [{ ...first!, conversion: { ...first!.conversion!, within } }, ...rest] });
    expect(few.bars[0]!.fractionText).toBe('3 of 12 · too few (12)');
    const young = { ...within, rate: null, numerator: 0, denominator: 0, immature: 40 };
    const none = funnelFigure({ ...leakage, stages: [{ ...first!, conversion: { ...first!.conversion!, within: young } }, ...rest] });
    expect(none.bars[0]).toMatchObject({ rateText: 'not yet measurable', fractionText: '40 too young' });
  });

  it('makes room for a longer previous period', () => {
    expect(figure.maximum).toBe(2412);
    expect(figure.bars[4]!.previousReached).toBe(108);
    expect(funnelFigure(leakage).bars[0]!.previousReached).toBeNull();
  });

  it('states itself in words and as a table', () => {
    expect(figure.summary).toContain('Of 2,412 qualified handoffs, 1,615 reached accepted');
    expect(figure.table.rows[1]).toEqual(['Accepted', '1,615', '742', '572', '301', '46%', '460 of 1,001', '43–49%']);
  });

  it('has nothing to say about nothing', () => {
    expect(funnelFigure({ ...leakage, stages: [] })).toMatchObject({ bars: [], maximum: 1, summary: 'No handoffs in this cohort.' });
  });
});

describe('cumulative incidence', () => {
  it('starts every line at nothing on day 0 and ends where the last reading says', () => {
    const figure = cumulativeIncidenceFigure(leakage);
    expect(figure.panels.map((panel) => panel.stage)).toEqual(['qualified', 'accepted', 'salesQualified', 'opportunity']);
    expect(figure.panels[1]!.lines[0]!.points[0]).toEqual({ days: 0, probability: 0 });
    expect(figure.panels[1]!.lines.map((line) => line.label)).toEqual(['47% advanced', '19% lost']);
    expect(figure.panels[3]!.medianText).toBe('half have left by longer than observed');
    expect(figure.horizonDays).toBe(365);
  });
});

describe('reliability', () => {
  it('labels whole-number bands by the scores they hold, and the last with its end', () => {
    const band = calibration.bands[0]!;
    expect(bandLabel({ ...band, low: 60, high: 80 }, false)).toBe('60–79');
    expect(bandLabel({ ...band, low: 80, high: 100 }, true)).toBe('80–100');
    expect(bandLabel({ ...band, low: 1.5, high: 2.25 }, false)).toBe('1.5–2.3');
    expect(bandLabel({ ...band, low: 3, high: 4 }, false)).toBe('3');
  });

  it('keeps intervals and promises inside its axis', () => {
    const figure = reliabilityFigure(calibration);
    for (const band of figure.bands) {
      expect(band.high ?? 0).toBeLessThanOrEqual(figure.maximumRate);
      expect(band.expected ?? 0).toBeLessThanOrEqual(figure.maximumRate);
    }
    expect(figure.bands.at(-1)).toMatchObject({ label: '90–100', tooFew: true, intervalText: 'too few (21)' });
    expect(figure.aucText).toBe('AUC 0.62 (95% 0.55–0.68)');
  });

  it('says so where nothing is mature', () => {
    const empty = { ...calibration, worked: { ...calibration.worked, bands: [], population: 0, auc: null } };
    expect(reliabilityFigure(empty)).toMatchObject({ bands: [], aucText: 'AUC not measurable' });
  });
});

describe('threshold curve', () => {
  it('marks the threshold in force and the recommended ones, equal ones once', () => {
    const twice = { ...calibration, recommended: calibration.recommended.map((each) => ({ ...each, score: 70 })) };
    expect(thresholdCurveFigure(twice).marks).toEqual([
      { score: 60, label: 'in force 60', kind: 'inForce' },
      { score: 70, label: 'break-even 70, best separation', kind: 'recommended' },
    ]);
  });

  it('draws from low to high whatever the order', () => {
    const backwards = { ...calibration, thresholds: calibration.thresholds.toReversed() };
    expect(thresholdCurveFigure(backwards).points).toEqual(thresholdCurveFigure(calibration).points);
  });
});

describe('response', () => {
  it('reads a step curve from the left', () => {
    const steps = [
      { hours: 1, share: 0.2 },
      { hours: 5, share: 0.5 },
    ];
    expect([0.5, 1, 4.9, 5, 100].map((hours) => shareAt(steps, hours))).toEqual([0, 0.2, 0.2, 0.5, 0.5]);
    expect(shareAt([], 3)).toBe(0);
  });

  it('says no logged touch, never ignored', () => {
    const figure = responseTimeFigure(sla, [72, 5 / 60]);
    expect(figure.targets.map((target) => target.label)).toEqual(['5 min', '3 days']);
    expect(figure.untouchedText).toMatch(/^\d+% no logged touch$/);
    expect(JSON.stringify(figure)).not.toMatch(/ignored/);
  });

  it('tells system delay from human delay', () => {
    expect(delayPartsFigure(sla).parts.map((part) => part.owner)).toEqual(['system', 'human', 'human', 'human']);
    expect(delayPartsFigure({ ...sla, delay: [] }).summary).toBe('No handoff has passed any part.');
  });

  it('calls speed an association', () => {
    const figure = responseEffectFigure(sla);
    expect(figure.summary).toMatch(/^Association, not cause/);
    expect(figure.buckets.at(-1)).toMatchObject({ label: 'none logged', tooFew: true, intervalText: 'too few (22)' });
  });
});

describe('rejections', () => {
  it('signals finished months outside their limits only', () => {
    const figure = rejectionChartFigure(rejections, 0.35);
    expect(figure.points.filter((point) => point.signal).map((point) => point.month)).toEqual(['2026-08']);
    expect(figure.points.at(-1)).toMatchObject({ unfinished: true, signal: false });
    expect(figure.summary).toContain('Outside its control limits: Aug 2026 at 37%');
  });

  it('ranks reasons, leaves out those never used and adds up to everything', () => {
    const figure = reasonParetoFigure(rejections, 3);
    expect(figure.bars.map((bar) => [bar.label, bar.count])).toEqual([
      ['No budget', 270],
      ['Not ICP', 210],
      ['Wrong company size', 139],
      ['5 other reasons', 200],
    ]);
    expect(figure.bars.at(-1)!.cumulativeText).toBe('100%');
  });

  it('never hides a single reason behind "other"', () => {
    expect(reasonParetoFigure(rejections, 7).bars.map((bar) => bar.label)).toHaveLength(8);
    expect(reasonParetoFigure(rejections, 7).bars.at(-1)!.label).toBe('Student');
  });

  it('says that there are none', () => {
    expect(reasonParetoFigure({ ...rejections, reasons: [] })).toMatchObject({ bars: [], summary: 'No rejection in this cohort.' });
  });
});

describe('leak ledger', () => {
  const figure = leakLedgerFigure(leakage);

  it('ranks by worth and keeps what has no price, with the reason', () => {
    expect(figure.rows.map((row) => row.valueText)).toEqual([
      '$1.24m',
      '$611k',
      '$429k',
      '$213k',
      'not priced',
      'not priced',
      'not priced',
      'not priced',
      'cannot be priced',
    ]);
    expect(figure.rows.at(-1)!.intervalText).toBe('fewer than 30 worked handoffs to price from');
  });

  it('loses no handoff', () => {
    expect(figure.rows.reduce((sum, row) => sum + row.count, 0)).toBe(leakage.leaks.reduce((sum, leak) => sum + leak.count, 0));
    expect(figure.n).toBe('n = 1,401 leaked handoffs');
  });

  it('keeps whiskers inside its axis', () => {
    expect(figure.maximum).toBe(1512900);
  });
});

describe('scorecard', () => {
  const { rows } = scorecardFigure(scorecard);
  const row = (metric: string) => rows.find((each) => each.metric === metric)!;

  it('calls a change good or bad only outside the interval, by what the metric wants', () => {
    expect(row('explicitAcceptance')).toMatchObject({ verdict: 'better', changeText: '+5.1 pts' });
    expect(row('rejection')).toMatchObject({ verdict: 'worse', changeText: '+2.9 pts' });
    expect(row('timeToFirstTouch')).toMatchObject({ verdict: 'better', changeText: '−2.6 h' });
    expect(row('slaAttainment').verdict).toBe('unclear');
  });

  it('judges neither silence nor what has no interval nor what is too few', () => {
    expect(row('silentAcceptance').verdict).toBe('moved');
    expect(row('velocity').verdict).toBe('noInterval');
    expect(row('conversion.opportunity')).toMatchObject({ verdict: 'unclear', intervalText: 'too few (22)' });
    expect(row('timeInStage.opportunity')).toMatchObject({ verdict: 'none', valueText: 'not measurable' });
  });

  it('shows a change of a duration in the unit of the duration, and none as none', () => {
    const hours = (value: number, previous: number) => {
      const [headline] = scorecard.headlines;
      return scorecardFigure({ ...scorecard, headlines: [{ ...headline!, unit: 'hours', value, previous }] }).rows[0]!.changeText;
    };
    expect(hours(912, 886)).toBe('+1.1 days');
    expect(hours(20, 22.5)).toBe('−2.5 h');
    expect(hours(172.8, 172.5)).toBe('±0');
  });

  it('names a part with its whole', () => {
    expect(row('explicitAcceptance').fullLabel).toBe('Explicit acceptance');
    expect(row('silentAcceptance').fullLabel).toBe('Acceptance by silence');
  });

  it('writes the unit of an interval once', () => {
    expect(row('timeToFirstTouch').intervalText).toBe('12.1–15.4 h');
  });
});

describe('velocity', () => {
  it('marks months of which more than half is open as young', () => {
    expect(velocityFigure(velocity).points.map((point) => point.young)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});
