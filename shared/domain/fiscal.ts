import { daysFromCivil, daysInMonth } from './civil-date.ts';
import { ParleyError } from './errors.ts';
import { zoneClock } from './time-zone.ts';

/** A stretch of time [fromMs, toMs), ms since 1970 UTC. */
export type TimeRange = [fromMs: number, toMs: number];

/**
 * The instants of a fiscal quarter.
 * @param quarter `2026-Q3`. A fiscal year is named by the calendar year in which it ends: with a start of 02-01, `2026-Q1` begins on
 *   1 February 2025.
 * @param fiscalYearStart month and day `MM-dd`; a day past a month's end means its last day.
 * @param timeZone IANA zone whose midnights bound the quarter.
 * @returns [start, start of the next quarter).
 * @throws ParleyError E_PERIOD for a malformed quarter or start, E_TIME_ZONE for an unknown zone.
 */
export function quarterRange(quarter: string, fiscalYearStart: string, timeZone: string): TimeRange {
  const { year, quarter: number } = readQuarter(quarter);
  return monthsRange(fiscalMonth(year, fiscalYearStart) + (number - 1) * 3, 3, fiscalYearStart, timeZone);
}

/** The instants of a fiscal year named by the calendar year in which it ends; arguments and errors as `quarterRange`. */
export function fiscalYearRange(year: number, fiscalYearStart: string, timeZone: string): TimeRange {
  return monthsRange(fiscalMonth(year, fiscalYearStart), 12, fiscalYearStart, timeZone);
}

/** The fiscal quarter that holds an instant, such as `2026-Q3`; arguments and errors as `quarterRange`. */
export function quarterOf(ms: number, fiscalYearStart: string, timeZone: string): string {
  const { year } = zoneClock(timeZone).localParts(ms);
  for (let named = year + 1; named >= year; named--) {
    for (let number = 4; number >= 1; number--) {
      const quarter = `${String(named).padStart(4, '0')}-Q${number}`;
      const [fromMs, toMs] = quarterRange(quarter, fiscalYearStart, timeZone);
      if (ms >= fromMs && ms < toMs) return quarter;
    }
  }
  throw periodError('an instant within the years 0001 to 9998', String(ms));
}

/**
 * The period before: of a quarter `2026-Q1` → `2025-Q4`, of a month `2026-01` → `2025-12`, of a year `2026` → `2025`.
 * @throws ParleyError E_PERIOD for other texts.
 */
export function previousPeriod(period: string): string {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(period);
  if (match === null || match[1] === '0000')
    throw periodError('a period like 2026-Q3, 2026-07 or 2026', JSON.stringify(period.slice(0, 20)));
  const year = Number(match[1]);
  const before = String(year - 1).padStart(4, '0');
  if (match[2] !== undefined) return match[2] === '1' ? `${before}-Q4` : `${match[1]}-Q${Number(match[2]) - 1}`;
  if (match[3] !== undefined) return match[3] === '01' ? `${before}-12` : `${match[1]}-${String(Number(match[3]) - 1).padStart(2, '0')}`;
  return before;
}

function readQuarter(text: string): { year: number; quarter: number } {
  const match = /^(\d{4})-Q([1-4])$/.exec(text);
  if (match === null) throw periodError('a quarter like 2026-Q3', JSON.stringify(text.slice(0, 20)));
  return { year: Number(match[1]), quarter: Number(match[2]) };
}

function readStart(text: string): { month: number; day: number } {
  const match = /^(0[1-9]|1[0-2])-(\d\d)$/.exec(text);
  const [month, day] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || day < 1 || day > daysInMonth(2024, month))
    throw periodError('a start of the fiscal year like 02-01', JSON.stringify(text.slice(0, 20)));
  return { month, day };
}

/** The month (year × 12 + month − 1) in which a fiscal year begins. */
function fiscalMonth(year: number, fiscalYearStart: string): number {
  const { month, day } = readStart(fiscalYearStart);
  const beginsInNamedYear = month === 1 && day === 1;
  return (beginsInNamedYear ? year : year - 1) * 12 + month - 1;
}

function monthsRange(firstMonth: number, months: number, fiscalYearStart: string, timeZone: string): TimeRange {
  const { day } = readStart(fiscalYearStart);
  const zone = zoneClock(timeZone);
  const startOf = (monthIndex: number) => {
    const year = Math.floor(monthIndex / 12);
    const month = monthIndex - year * 12 + 1;
    return zone.dayStartMs(daysFromCivil(year, month, Math.min(day, daysInMonth(year, month))));
  };
  return [startOf(firstMonth), startOf(firstMonth + months)];
}

function periodError(expected: string, found: string): ParleyError {
  return new ParleyError('E_PERIOD', `Expected ${expected}, got ${found}.`);
}
