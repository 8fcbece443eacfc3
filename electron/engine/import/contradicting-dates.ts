import { misfit } from './csv/misfit.ts';
import { timeReader } from './csv/read-time.ts';

/** How many values of a column can only be read with the day first, and how many only with the month first. */
export interface DateContradiction {
  dayFirst: number;
  monthFirst: number;
}

/** A tenth or more of the telling values against the others is no slip but a mixture. */
const mixtureShare = 0.1;
const encoder = new TextEncoder();

/** Set where a column mixes both orders of day and month, so that no order can be taken unasked. */
export function contradictingDates(values: readonly string[]): DateContradiction | undefined {
  const fits = (format: 'dayFirst' | 'monthFirst') => {
    const { read } = timeReader(format);
    return (value: string) => {
      const bytes = encoder.encode(value);
      const time = read(bytes, 0, bytes.length);
      return time !== misfit && !Number.isNaN(time);
    };
  };
  const isDayFirst = fits('dayFirst');
  const isMonthFirst = fits('monthFirst');
  let dayFirst = 0;
  let monthFirst = 0;
  for (const value of values) {
    const asDay = isDayFirst(value);
    if (asDay === isMonthFirst(value)) continue;
    if (asDay) dayFirst++;
    else monthFirst++;
  }
  return Math.min(dayFirst, monthFirst) >= mixtureShare * (dayFirst + monthFirst) && dayFirst + monthFirst > 0
    ? { dayFirst, monthFirst }
    : undefined;
}
