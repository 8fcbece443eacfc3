const round = (value: number) => Math.round(value * 100) / 100;

export interface StrokeProps {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  color: string;
  width?: number;
  dashed?: boolean;
}

export function Stroke({ x1, y1, x2, y2, color, width = 1, dashed = false }: StrokeProps) {
  return (
    <line
      x1={round(x1)}
      y1={round(y1)}
      x2={round(x2)}
      y2={round(y2)}
      stroke={color}
      strokeWidth={width}
      strokeDasharray={dashed ? '3 3' : undefined}
    />
  );
}
