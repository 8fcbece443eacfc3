import { lightTheme } from '#charts/tokens.ts';
import type { TextStyle } from './text-layout.ts';

/** Colours of the printed page: those of the charts. */
export const palette = lightTheme;

const regular = (size: number, color: string = palette.ink): TextStyle => ({ face: 'regular', size, color });
const semibold = (size: number, color: string = palette.ink): TextStyle => ({ face: 'semibold', size, color });

/** The print type scale, in points. Styles are shared objects, so that equal neighbours join into one run. */
export const type = {
  title: semibold(20),
  message: semibold(16),
  section: semibold(10.5),
  lead: regular(10.5),
  leadStrong: semibold(10.5),
  body: regular(9.5),
  strong: semibold(9.5),
  small: regular(8, palette.soft),
  tiny: regular(7.2, palette.faint),
  smallInk: regular(8),
  smallStrong: semibold(8),
  cell: regular(8.5),
  cellStrong: semibold(8.5),
  cellSoft: regular(8.5, palette.faint),
  cellAlarm: semibold(8.5, palette.alarm),
  head: semibold(7.5, palette.soft),
  kicker: semibold(8, palette.accent),
  figure: semibold(26),
  keyFigure: semibold(17),
  mono: { face: 'mono', size: 7.5, color: palette.ink } as TextStyle,
  monoSoft: { face: 'mono', size: 7, color: palette.soft } as TextStyle,
  footer: regular(6.8, palette.faint),
};

/** Distance of two baselines, as a share of the size. */
export const leading = 1.4;
