import { civilFromDays, dayOfWeekFromDays, daysFromCivil, monthIndexFromDays } from './civil-date.ts';
import { type ZoneTransitions, zoneTransitions } from './zone-transitions.ts';

const dayMs = 86_400_000;

/** Wall-clock reading of an instant. month 1…12, dayOfWeek 1 Monday … 7 Sunday. */
export interface LocalParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  dayOfWeek: number;
}

/**
 * Calendar reading in one time zone, quick enough for millions of rows. Instants are ms since 1970 UTC; NaN (an empty field) gives NaN.
 * In an overlap (clocks set back) a local time means its first occurrence; in a gap (clocks set forward) it moves later by the gap's
 * length, as Temporal's "compatible" does.
 */
export interface ZoneClock {
  /** The zone's name as the tz database spells it. */
  readonly timeZone: string;
  /** Local time minus UTC at an instant, ms. */
  offsetMs(ms: number): number;
  /** Local calendar days since 1970-01-01 at an instant. */
  dayIndex(ms: number): number;
  /** Local month at an instant as year × 12 + (month − 1); `monthKeyOf` names it. */
  monthIndex(ms: number): number;
  /** Local month at an instant as `2026-03`. */
  monthKey(ms: number): string;
  /** First instant of a month given as year × 12 + (month − 1). */
  monthStartMs(monthIndex: number): number;
  /** Local hour 0…23. */
  hour(ms: number): number;
  /** Local day of the week, 1 Monday … 7 Sunday. */
  dayOfWeek(ms: number): number;
  localParts(ms: number): LocalParts;
  /** First instant of the local day that holds an instant; 01:00 where the day has no midnight. */
  startOfDayMs(ms: number): number;
  /** First instant of the day `dayIndex` days after 1970-01-01. */
  dayStartMs(dayIndex: number): number;
  /** The day of a date as [its first instant, the next day's first instant): 23, 24 or 25 hours. */
  dayRangeMs(year: number, month: number, day: number): [startMs: number, nextStartMs: number];
  /** The same local time a number of calendar days later (or earlier, negative). */
  addDays(ms: number, days: number): number;
  /** The instant of a wall-clock time; month 1…12, unset parts 0. The date must exist (see `isCivilDate`). */
  localToUtcMs(year: number, month: number, day: number, hour?: number, minute?: number, second?: number, millisecond?: number): number;
}

const clocks = new Map<string, ZoneClock>();

/**
 * The clock of a time zone; asking twice for the same zone gives the same clock.
 * @param timeZone an IANA name in any case (`Europe/Berlin`, `UTC`) or a fixed offset such as `+02:00`.
 * @throws ParleyError E_TIME_ZONE naming a zone that the tz database does not know.
 * @remarks Where clocks are set back across midnight, the repeated end of a day lies after the next day's first instant.
 */
export function zoneClock(timeZone: string): ZoneClock {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = makeClock(zoneTransitions(timeZone));
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** `2026-03` for a month index (year × 12 + month − 1); an empty text for NaN. */
export function monthKeyOf(monthIndex: number): string {
  if (!Number.isFinite(monthIndex)) return '';
  const year = Math.floor(monthIndex / 12);
  return `${String(year).padStart(4, '0')}-${String(monthIndex - year * 12 + 1).padStart(2, '0')}`;
}

function makeClock(transitions: ZoneTransitions): ZoneClock {
  const offsetMs = offsetReader(transitions);
  const localMs = (ms: number) => ms + offsetMs(ms);
  const dayIndex = (ms: number) => Math.floor(localMs(ms) / dayMs);
  const utcOfLocal = (local: number): number => {
    const before = offsetMs(local - dayMs);
    if (offsetMs(local - before) === before) return local - before;
    const after = offsetMs(local + dayMs);
    if (offsetMs(local - after) === after) return local - after;
    return local - before;
  };
  const dayStartMs = (day: number): number => {
    const local = day * dayMs;
    const ms = utcOfLocal(local);
    return localMs(ms) === local || Number.isNaN(ms) ? ms : gapEnd(offsetMs, local, ms);
  };
  const monthIndex = (ms: number) => monthIndexFromDays(dayIndex(ms));
  return {
    timeZone: transitions.timeZone,
    offsetMs,
    dayIndex,
    monthIndex,
    monthKey: (ms) => monthKeyOf(monthIndex(ms)),
    monthStartMs: (index) => dayStartMs(daysFromCivil(Math.floor(index / 12), index - Math.floor(index / 12) * 12 + 1, 1)),
    hour: (ms) => Math.floor((localMs(ms) - dayIndex(ms) * dayMs) / 3_600_000),
    dayOfWeek: (ms) => dayOfWeekFromDays(dayIndex(ms)),
    localParts: (ms) => partsOf(localMs(ms)),
    startOfDayMs: (ms) => dayStartMs(dayIndex(ms)),
    dayStartMs,
    dayRangeMs: (year, month, day) => {
      const index = daysFromCivil(year, month, day);
      return [dayStartMs(index), dayStartMs(index + 1)];
    },
    addDays: (ms, days) => (days === 0 ? ms : utcOfLocal(localMs(ms) + days * dayMs)),
    localToUtcMs: (year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0) =>
      utcOfLocal(daysFromCivil(year, month, day) * dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond),
  };
}

function offsetReader({ startsMs, offsetsMs, endMs, farOffsetMs }: ZoneTransitions): (ms: number) => number {
  const firstMs = startsMs[0]!;
  const last = startsMs.length - 1;
  let fromMs = 0;
  let toMs = 0;
  let offset = 0;
  return (ms) => {
    if (ms >= fromMs && ms < toMs) return offset;
    if (!(ms >= firstMs && ms < endMs)) return farOffsetMs(ms);
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (startsMs[middle]! <= ms) low = middle;
      else high = middle - 1;
    }
    fromMs = startsMs[low]!;
    toMs = low === last ? endMs : startsMs[low + 1]!;
    offset = offsetsMs[low]!;
    return offset;
  };
}

/** The first instant after a gap that swallowed local midnight; `lateMs` lies past it by less than the gap. */
function gapEnd(offsetMs: (ms: number) => number, localMidnightMs: number, lateMs: number): number {
  const after = offsetMs(lateMs);
  let low = localMidnightMs - after - dayMs;
  let high = lateMs;
  while (offsetMs(low) === after) low -= dayMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

function partsOf(localMs: number): LocalParts {
  const days = Math.floor(localMs / dayMs);
  const inDayMs = localMs - days * dayMs;
  return {
    ...civilFromDays(days),
    hour: Math.floor(inDayMs / 3_600_000),
    minute: Math.floor(inDayMs / 60_000) % 60,
    second: Math.floor(inDayMs / 1000) % 60,
    millisecond: Math.floor(inDayMs) % 1000,
    dayOfWeek: dayOfWeekFromDays(days),
  };
}
