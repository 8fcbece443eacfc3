import { zoneClock } from '#domain/time-zone.ts';

const day = 86_400;
const opensAt = 8.5 * 3600;
const closesAt = 17.75 * 3600;

/** Seconds since midnight and day (from 1970-01-01, a Thursday) on the wall clock of a zone. */
function wallClock(timeZone: string, at: number): { days: number; second: number; offset: number; weekday: number } {
  const offset = zoneClock(timeZone).offsetMs(at * 1000) / 1000;
  const days = Math.floor((at + offset) / day);
  return { days, second: at + offset - days * day, offset, weekday: (days + 3) % 7 };
}

/** The first moment from `at` on (UTC seconds) at which somebody in the zone is at work: Monday to Friday, 8:30 to 17:45. */
export function nextOpening(timeZone: string, at: number): number {
  const wall = wallClock(timeZone, at);
  const weekend = wall.weekday > 4;
  if (!weekend && wall.second < closesAt) return wall.second >= opensAt ? at : at + opensAt - wall.second;
  const daysAhead = weekend ? 7 - wall.weekday : wall.weekday === 4 ? 3 : 1;
  return (wall.days + daysAhead) * day + opensAt - wall.offset;
}

/** The moment at which `workSeconds` of opening hours have passed since `at`. */
export function afterWork(timeZone: string, at: number, workSeconds: number): number {
  let rest = Math.round(workSeconds);
  let from = nextOpening(timeZone, at);
  for (;;) {
    const left = closesAt - wallClock(timeZone, from).second;
    if (rest < left) return from + rest;
    rest -= left;
    from = nextOpening(timeZone, from + left);
  }
}

/** The first moment after `at` that falls on one of the weekdays (0 Monday … 6 Sunday) at a local hour. */
export function nextWeekdayAt(timeZone: string, at: number, weekdays: readonly number[], hour: number): number {
  const wall = wallClock(timeZone, at);
  for (let ahead = 0; ; ahead++) {
    const moment = (wall.days + ahead) * day + hour * 3600 - wall.offset;
    if (moment > at && weekdays.includes((wall.weekday + ahead) % 7)) return moment;
  }
}
