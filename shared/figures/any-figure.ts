import type { CumulativeIncidenceFigure } from './cumulative-incidence.ts';
import type { DelayPartsFigure } from './delay-parts.ts';
import type { FunnelFigure } from './funnel.ts';
import type { LeakLedgerFigure } from './leak-ledger.ts';
import type { ReasonParetoFigure } from './reason-pareto.ts';
import type { RejectionChartFigure } from './rejection-chart.ts';
import type { ReliabilityFigure } from './reliability.ts';
import type { ResponseEffectFigure } from './response-effect.ts';
import type { ResponseTimeFigure } from './response-time.ts';
import type { ThresholdCurveFigure } from './threshold-curve.ts';
import type { VelocityFigure } from './velocity.ts';

/** Every figure that is drawn as a chart; the scorecard is a table with small strips. */
export type ChartFigure =
  | CumulativeIncidenceFigure
  | DelayPartsFigure
  | FunnelFigure
  | LeakLedgerFigure
  | ReasonParetoFigure
  | RejectionChartFigure
  | ReliabilityFigure
  | ResponseEffectFigure
  | ResponseTimeFigure
  | ThresholdCurveFigure
  | VelocityFigure;
