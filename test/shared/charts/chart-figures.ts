import type { ChartFigure } from '#figures/any-figure.ts';
import { cumulativeIncidenceFigure } from '#figures/cumulative-incidence.ts';
import { delayPartsFigure } from '#figures/delay-parts.ts';
import { funnelFigure } from '#figures/funnel.ts';
import { leakLedgerFigure } from '#figures/leak-ledger.ts';
import { reasonParetoFigure } from '#figures/reason-pareto.ts';
import { rejectionChartFigure } from '#figures/rejection-chart.ts';
import { reliabilityFigure } from '#figures/reliability.ts';
import { responseEffectFigure } from '#figures/response-effect.ts';
import { responseTimeFigure } from '#figures/response-time.ts';
import { thresholdCurveFigure } from '#figures/threshold-curve.ts';
import { velocityFigure } from '#figures/velocity.ts';
import { calibration, leakage, previousLeakage, rejections, sla, velocity } from '../figures/qbr-results.ts';

/** One of each chart over the invented company. */
export const fullFigures: ChartFigure[] = [
  funnelFigure(leakage, previousLeakage),
  cumulativeIncidenceFigure(leakage),
  reliabilityFigure(calibration),
  thresholdCurveFigure(calibration),
  responseTimeFigure(sla),
  rejectionChartFigure(rejections, 0.35),
  reasonParetoFigure(rejections),
  leakLedgerFigure(leakage),
  delayPartsFigure(sla),
  responseEffectFigure(sla),
  velocityFigure(velocity),
];

const nothing = { population: 0, successes: 0, auc: null, bands: [], isotonic: [] };

/** The same over results that hold nothing. */
export const emptyFigures: ChartFigure[] = [
  funnelFigure({ ...leakage, stages: [] }),
  cumulativeIncidenceFigure({ ...leakage, stages: [] }),
  reliabilityFigure({ ...calibration, worked: nothing }),
  thresholdCurveFigure({
    ...calibration,
    worked: nothing,
    thresholds: [],
    recommended: [],
    closedWonProfile: { ...calibration.closedWonProfile, threshold: null },
  }),
  responseTimeFigure({
    ...sla,
    handoffs: 0,
    touchedWithin: [],
    timeToFirstTouch: { medianHours: null, p90Hours: null, events: 0, censored: 0 },
  }),
  rejectionChartFigure({ ...rejections, monthly: [], control: { mean: null, limits: [] } }, 0.35),
  reasonParetoFigure({ ...rejections, reasons: [] }),
  leakLedgerFigure({ ...leakage, leaks: [] }),
  delayPartsFigure({ ...sla, delay: [] }),
  responseEffectFigure({ ...sla, responseEffect: [] }),
  velocityFigure({ ...velocity, monthly: [] }),
];

/** The same over one record each: every rate 0 or 1, every axis one point long. */
export const singleFigures: ChartFigure[] = [
  funnelFigure({ ...leakage, stages: [{ stage: 'qualified', reached: 1, advanced: 0, lost: 0, open: 1 }] }),
  cumulativeIncidenceFigure({
    ...leakage,
    stages: [{ stage: 'qualified', reached: 1, cumulativeIncidence: [{ days: 7, advanced: 1, lost: 0 }] }],
  }),
  reliabilityFigure({
    ...calibration,
    worked: {
      ...nothing,
      population: 1,
      bands: [{ low: 0, high: 100, count: 1, successes: 1, rate: 1, wilsonLow: 0.2, wilsonHigh: 1, expectedRate: 1, tooFew: true }],
    },
  }),
  thresholdCurveFigure({ ...calibration, thresholds: calibration.thresholds.slice(0, 1), recommended: [] }),
  responseTimeFigure({ ...sla, touchedWithin: [{ hours: 0, share: 1 }] }),
  rejectionChartFigure({ ...rejections, monthly: rejections.monthly.slice(0, 1) }, 0.35),
  reasonParetoFigure({ ...rejections, reasons: [{ reason: 'x', count: 1, share: 1, early: 0, late: 1 }] }),
  leakLedgerFigure({ ...leakage, leaks: leakage.leaks.slice(4, 5) }),
  delayPartsFigure({ ...sla, delay: [{ part: 'qualifiedToAssigned', medianHours: null, p90Hours: null, share: null, count: 0 }] }),
  responseEffectFigure({ ...sla, responseEffect: sla.responseEffect.slice(-1) }),
  velocityFigure({
    ...velocity,
    monthly: [{ month: '2026-01', reachedWithin: null, medianDays: null, p90Days: null, events: 0, lost: 0, open: 1, tooFew: true }],
  }),
];
