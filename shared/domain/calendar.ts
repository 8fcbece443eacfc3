import { type BusinessClock, businessClock } from './business-clock.ts';
import type { BusinessCalendar } from './policy.ts';

const hourMs = 3_600_000;
const clocks = new WeakMap<BusinessCalendar, BusinessClock>();

/**
 * The open hours between two instants.
 * @param calendar weekly open intervals, holidays and zone; prepared once per object, so keep the object and don't change it.
 * @param startMs, endMs ms since 1970 UTC.
 * @returns hours that really passed while open, daylight saving included; 0 where the end is not after the start; NaN where either is
 *   NaN, infinite, before 1970 or past 2099.
 * @throws ParleyError E_CALENDAR for a calendar that is never open or malformed, E_TIME_ZONE for its unknown zone.
 */
export function businessHoursBetween(calendar: BusinessCalendar, startMs: number, endMs: number): number {
  return clockOf(calendar).openMsBetween(startMs, endMs) / hourMs;
}

/**
 * The first instant at which a number of open hours has passed.
 * @param calendar as `businessHoursBetween`.
 * @param startMs ms since 1970 UTC; may lie in closed time.
 * @param hours open hours from 0; 0 gives the start itself.
 * @returns ms since 1970 UTC, at the close of a day rather than the next opening where the two are equal; NaN as
 *   `businessHoursBetween`; Infinity where the hours are not over by 2099.
 * @throws ParleyError as `businessHoursBetween`.
 */
export function businessHoursAfter(calendar: BusinessCalendar, startMs: number, hours: number): number {
  return clockOf(calendar).afterOpenMs(startMs, Math.round(hours * hourMs));
}

function clockOf(calendar: BusinessCalendar): BusinessClock {
  let clock = clocks.get(calendar);
  if (clock === undefined) {
    clock = businessClock(calendar);
    clocks.set(calendar, clock);
  }
  return clock;
}
