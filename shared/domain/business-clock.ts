import { dayOfWeekFromDays, daysFromCivil, isCivilDate } from './civil-date.ts';
import { ParleyError } from './errors.ts';
import type { BusinessCalendar } from './policy.ts';
import { type ZoneClock, zoneClock } from './time-zone.ts';

const dayMs = 86_400_000;
const lastDay = daysFromCivil(2099, 12, 31);

/** Open time of one calendar, counted from 1970 to 2099; instants outside (and NaN) give NaN. */
export interface BusinessClock {
  /** Open milliseconds in [startMs, endMs); 0 where the end is not after the start. */
  openMsBetween(startMs: number, endMs: number): number;
  /** First instant at which `openMs` have passed since `startMs`; Infinity where that is past 2099. */
  afterOpenMs(startMs: number, openMs: number): number;
}

/** Open intervals of a weekday in minutes of the local day. */
type Interval = readonly [openMinute: number, closeMinute: number];

/**
 * Prepares a calendar: days are laid out once, as far as they are asked for, and looked up from then on.
 * @throws ParleyError E_CALENDAR for malformed times, days and holidays, overlapping intervals and a week that is never open;
 *   E_TIME_ZONE for an unknown zone.
 * @remarks An opening or closing time that clocks show twice means the first; one that they skip moves later by the gap.
 */
export function businessClock(calendar: BusinessCalendar): BusinessClock {
  const zone = zoneClock(calendar.timeZone);
  const week = readWeek(calendar);
  const holidays = new Set(calendar.holidays.map(readHoliday));
  const firstDay = 0;
  /** Open milliseconds before each day, from the first day on. */
  const openBefore = [0];
  const layOutTo = (day: number) => {
    for (let next = openBefore.length; next <= day + 1; next++) {
      let open = openBefore[next - 1]!;
      for (const [from, to] of intervalsOf(next - 1)) open += to - from;
      openBefore.push(open);
    }
  };
  const intervalsOf = (day: number): [fromMs: number, toMs: number][] =>
    holidays.has(day) ? [] : instantsOf(week[dayOfWeekFromDays(day) - 1]!, day, zone);
  /** Open milliseconds from 1970 to an instant. */
  const openUntil = (ms: number): number => {
    const day = zone.dayIndex(ms);
    if (!(day >= firstDay && day <= lastDay)) return Number.NaN;
    layOutTo(day);
    let open = openBefore[day]!;
    for (const [from, to] of intervalsOf(day)) open += Math.max(0, Math.min(ms, to) - from);
    return open;
  };
  return {
    openMsBetween: (startMs, endMs) => Math.max(0, openUntil(endMs) - openUntil(startMs)),
    afterOpenMs: (startMs, openMs) => {
      const start = openUntil(startMs);
      if (Number.isNaN(start) || Number.isNaN(openMs)) return Number.NaN;
      if (openMs <= 0) return startMs;
      const target = start + openMs;
      const day = firstDayReaching(openBefore, layOutTo, target);
      if (day > lastDay) return Number.POSITIVE_INFINITY;
      let left = target - openBefore[day]!;
      for (const [from, to] of intervalsOf(day)) {
        if (left <= to - from) return from + left;
        left -= to - from;
      }
      return Number.POSITIVE_INFINITY;
    },
  };
}

/** The first day at whose end the target is reached; past the last day where none is. */
function firstDayReaching(openBefore: number[], layOutTo: (day: number) => void, target: number): number {
  while (openBefore.at(-1)! < target && openBefore.length <= lastDay + 1) layOutTo(Math.min(lastDay, openBefore.length + 366));
  if (openBefore.at(-1)! < target) return lastDay + 1;
  let low = 0;
  let high = openBefore.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (openBefore[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function instantsOf(intervals: readonly Interval[], day: number, zone: ZoneClock): [fromMs: number, toMs: number][] {
  const instants: [number, number][] = [];
  let closedMs = Number.NEGATIVE_INFINITY;
  for (const [openMinute, closeMinute] of intervals) {
    const from = Math.max(closedMs, instantOf(day, openMinute, zone));
    const to = Math.max(from, instantOf(day, closeMinute, zone));
    instants.push([from, to]);
    closedMs = to;
  }
  return instants;
}

function instantOf(day: number, minute: number, zone: ZoneClock): number {
  if (minute === 0) return zone.dayStartMs(day);
  if (minute === 1440) return zone.dayStartMs(day + 1);
  const local = day * dayMs + minute * 60_000;
  return zone.localToUtcMs(1970, 1, 1, 0, 0, 0, local);
}

function readWeek(calendar: BusinessCalendar): Interval[][] {
  const week: Interval[][] = [[], [], [], [], [], [], []];
  for (const [weekday, intervals] of Object.entries(calendar.weekdays)) {
    const day = week[Number(weekday) - 1];
    if (!/^[1-7]$/.test(weekday) || day === undefined) throw malformed('weekdays 1 (Monday) to 7 (Sunday)', weekday);
    for (const [open, close] of intervals) {
      const interval: Interval = [readMinute(open), readMinute(close)];
      const closedMinute = day.at(-1)?.[1] ?? 0;
      if (interval[0] < closedMinute || interval[1] <= interval[0])
        throw malformed('open intervals in order, apart from each other, each closing after it opens', `${open} to ${close}`);
      day.push(interval);
    }
  }
  if (week.every((day) => day.length === 0)) throw malformed('at least one open interval in the week', 'none');
  return week;
}

function readMinute(text: string): number {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  const minute = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  if (!(minute <= 1440) || Number(match![2]) > 59) throw malformed('a local time from 00:00 to 24:00', text);
  return minute;
}

function readHoliday(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (match === null || !isCivilDate(year, month, day)) throw malformed('a holiday as a date like 2026-12-25', text);
  return daysFromCivil(year, month, day);
}

function malformed(expected: string, found: string): ParleyError {
  return new ParleyError('E_CALENDAR', `Expected ${expected} in the business calendar, got ${JSON.stringify(found.slice(0, 40))}.`);
}
