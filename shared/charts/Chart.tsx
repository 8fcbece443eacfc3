import type { ChartFigure } from '#figures/any-figure.ts';
import { CumulativeIncidenceChart } from './CumulativeIncidenceChart.tsx';
import type { ChartProps } from './chart-props.ts';
import { DelayPartsChart } from './DelayPartsChart.tsx';
import { FunnelChart } from './FunnelChart.tsx';
import { LeakLedgerChart } from './LeakLedgerChart.tsx';
import { ReasonParetoChart } from './ReasonParetoChart.tsx';
import { RejectionChart } from './RejectionChart.tsx';
import { ReliabilityChart } from './ReliabilityChart.tsx';
import { ResponseEffectChart } from './ResponseEffectChart.tsx';
import { ResponseTimeChart } from './ResponseTimeChart.tsx';
import { ThresholdChart } from './ThresholdChart.tsx';
import { VelocityChart } from './VelocityChart.tsx';

/** Draws any figure with its chart. */
export function Chart({ figure, width, theme }: ChartProps<ChartFigure>) {
  const props = { width, theme };
  switch (figure.kind) {
    case 'funnel':
      return <FunnelChart figure={figure} {...props} />;
    case 'cumulativeIncidence':
      return <CumulativeIncidenceChart figure={figure} {...props} />;
    case 'reliability':
      return <ReliabilityChart figure={figure} {...props} />;
    case 'thresholdCurve':
      return <ThresholdChart figure={figure} {...props} />;
    case 'responseTime':
      return <ResponseTimeChart figure={figure} {...props} />;
    case 'rejectionChart':
      return <RejectionChart figure={figure} {...props} />;
    case 'reasonPareto':
      return <ReasonParetoChart figure={figure} {...props} />;
    case 'leakLedger':
      return <LeakLedgerChart figure={figure} {...props} />;
    case 'delayParts':
      return <DelayPartsChart figure={figure} {...props} />;
    case 'responseEffect':
      return <ResponseEffectChart figure={figure} {...props} />;
    case 'velocity':
      return <VelocityChart figure={figure} {...props} />;
  }
}
