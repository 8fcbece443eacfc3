export interface ChartTheme {
  surface: string;
  ink: string;
  soft: string;
  faint: string;
  rule: string;
  grid: string;
  accent: string;
  accentTint: string;
  open: string;
  lost: string;
  alarm: string;
  onAccent: string;
  /** Seven hues that stay apart for every common colour blindness, in the order of use. */
  categorical: readonly [string, string, string, string, string, string, string];
}

export const lightTheme: ChartTheme = {
  surface: '#fbfaf7',
  ink: '#1f1d1a',
  soft: '#5c574f',
  faint: '#726c62',
  rule: '#d9d4ca',
  grid: '#ebe7df',
  accent: '#0b5f62',
  accentTint: '#cfe2e0',
  open: '#b9d3d1',
  lost: '#d3ccbf',
  alarm: '#9a3412',
  onAccent: '#ffffff',
  categorical: ['#0b5f62', '#c2702d', '#5b4a8a', '#7a9a2e', '#b23a5f', '#3f7fb5', '#7d7468'],
};

export const darkTheme: ChartTheme = {
  surface: '#1b1a18',
  ink: '#f1eee8',
  soft: '#b9b3a8',
  faint: '#9a9488',
  rule: '#45413a',
  grid: '#2c2a26',
  accent: '#5fb8b4',
  accentTint: '#24484a',
  open: '#2f5f5f',
  lost: '#5a544a',
  alarm: '#f0956b',
  onAccent: '#10201f',
  categorical: ['#5fb8b4', '#e39a5c', '#a596d6', '#a9c761', '#e07f9c', '#7fb4e0', '#b3aa9c'],
};

export const fontFamily = 'Inter, system-ui, sans-serif';

/** Type sizes in px: figures that matter, labels, notes and ticks. */
export const textSize = { figure: 13, label: 12, small: 10.5 } as const;
export type TextSize = keyof typeof textSize;
