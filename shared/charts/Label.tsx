import { type TextSize, textSize } from './tokens.ts';

export interface LabelProps {
  x: number;
  /** Baseline. */
  y: number;
  text: string;
  color: string;
  size?: TextSize;
  bold?: boolean;
  anchor?: 'start' | 'middle' | 'end';
}

const round = (value: number) => Math.round(value * 100) / 100;

export function Label({ x, y, text, color, size = 'label', bold = false, anchor = 'start' }: LabelProps) {
  if (text === '') return null;
  return (
    <text x={round(x)} y={round(y)} fill={color} fontSize={textSize[size]} fontWeight={bold ? 600 : 400} textAnchor={anchor}>
      {text}
    </text>
  );
}

/** Baseline that centres a label on `y`. */
export const centred = (y: number, size: TextSize = 'label') => y + textSize[size] * 0.36;
