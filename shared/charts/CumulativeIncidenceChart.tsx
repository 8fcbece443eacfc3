import { Group } from '@visx/group';
import { scaleLinear, scaleSqrt } from '@visx/scale';
import { LinePath } from '@visx/shape';
import type { CumulativeIncidenceFigure, IncidencePanel } from '#figures/cumulative-incidence.ts';
import { PlaceAxis, ValueAxis } from './Axes.tsx';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { centred, Label } from './Label.tsx';
import { spreadLabels } from './spread-labels.ts';
import type { ChartTheme } from './tokens.ts';

const plotHeight = 120;
const top = 40;
const height = top + plotHeight + 36;
const leftRoom = 38;
const gap = 22;

function Panel({
  panel,
  width,
  days,
  first,
  theme,
}: {
  panel: IncidencePanel;
  width: number;
  days: number;
  first: boolean;
  theme: ChartTheme;
}) {
  const x = scaleSqrt({ domain: [0, days], range: [0, width - 62] });
  const y = scaleLinear({ domain: [0, 1], range: [plotHeight, 0] });
  const ticks = [0, 0.5, 1].map((value) => ({ at: y(value), label: first ? `${value * 100}%` : '' }));
  const ends = spreadLabels(
    panel.lines.map((line) => y(line.points.at(-1)!.probability)),
    13,
    4,
    plotHeight - 4,
  );
  return (
    <>
      <Label x={0} y={12} text={panel.label} color={theme.ink} bold />
      <Label x={0} y={27} text={panel.tooFew ? `${panel.n}, too few` : panel.n} color={theme.faint} size="small" />
      <Group top={top}>
        {ticks.map((tick) => (
          <ValueAxis key={tick.at} ticks={[tick]} x0={0} x1={x(days)} theme={theme} />
        ))}
        {panel.lines.map((line, index) => {
          const color = line.state === 'advanced' ? theme.accent : theme.faint;
          return (
            <g key={line.state}>
              <LinePath
                data={line.points}
                x={(point) => x(point.days)}
                y={(point) => y(point.probability)}
                stroke={color}
                strokeWidth={line.state === 'advanced' ? 2.25 : 1.5}
                strokeDasharray={panel.tooFew ? '3 3' : undefined}
                fill="none"
              />
              {line.points.slice(1).map((point) => (
                <circle key={point.days} cx={x(point.days)} cy={y(point.probability)} r={2} fill={color} />
              ))}
              <Label x={x(days) + 5} y={centred(ends[index]!, 'small')} text={line.label.split(' ')[0]!} color={color} size="small" bold />
            </g>
          );
        })}
        <PlaceAxis
          ticks={[7, 30, 90, 365].filter((day) => day <= days).map((day) => ({ at: x(day), label: `${day}` }))}
          y={plotHeight}
          theme={theme}
        />
      </Group>
    </>
  );
}

export function CumulativeIncidenceChart({ figure, width, theme }: ChartProps<CumulativeIncidenceFigure>) {
  const count = Math.max(1, figure.panels.length);
  const panelWidth = (width - leftRoom - gap * (count - 1)) / count;
  return (
    <ChartRoot width={width} height={height} summary={figure.summary}>
      {figure.panels.map((panel, index) => (
        <Group key={panel.stage} left={leftRoom + index * (panelWidth + gap)}>
          <Panel
            panel={panel}
            width={panelWidth + (index === count - 1 ? 24 : 24)}
            days={figure.horizonDays}
            first={index === 0}
            theme={theme}
          />
        </Group>
      ))}
      <Label x={leftRoom} y={height - 4} text="days since entering the stage" color={theme.soft} size="small" />
      <Label x={leftRoom + 190} y={height - 4} text="advanced" color={theme.accent} size="small" bold />
      <Label x={leftRoom + 250} y={height - 4} text="lost; the room between is still open" color={theme.faint} size="small" bold />
    </ChartRoot>
  );
}
