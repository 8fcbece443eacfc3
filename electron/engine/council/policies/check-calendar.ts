import { isCivilDate } from '#domain/civil-date.ts';
import { ParleyError } from '#domain/errors.ts';
import type { BusinessCalendar } from '#domain/policy.ts';
import { zoneClock } from '#domain/time-zone.ts';

/** Refuses a calendar that no hour belongs to, or whose hours, days or zone don't exist. `pointer` says where it stands. */
export function checkCalendar(calendar: BusinessCalendar, pointer: string): void {
  checkZone(calendar.timeZone, `${pointer}/timeZone`);
  let openIntervals = 0;
  for (const [weekday, intervals] of Object.entries(calendar.weekdays)) {
    if (!/^[1-7]$/.test(weekday))
      throw refused(`${pointer}/weekdays`, 'weekdays 1 (Monday) to 7 (Sunday)', `the key ${JSON.stringify(weekday.slice(0, 20))}`);
    let closedAt = '';
    for (const [index, [opens, closes]] of intervals.entries()) {
      const place = `${pointer}/weekdays/${weekday}/${index}`;
      if (opens >= closes) throw refused(place, 'an interval that opens before it closes', `${opens} to ${closes}`);
      if (opens < closedAt) throw refused(place, 'intervals in order that do not overlap', `${opens} after one that closes at ${closedAt}`);
      closedAt = closes;
      openIntervals++;
    }
  }
  if (openIntervals === 0) throw refused(`${pointer}/weekdays`, 'at least one open interval in the week', 'none');
  const seen = new Set<string>();
  for (const [index, day] of calendar.holidays.entries()) {
    const place = `${pointer}/holidays/${index}`;
    const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
    if (match === null || !isCivilDate(Number(match[1]), Number(match[2]), Number(match[3])))
      throw refused(place, 'a date like 2026-12-25', JSON.stringify(day.slice(0, 20)));
    if (seen.has(day)) throw refused(place, 'each holiday once', `${day} again`);
    seen.add(day);
  }
}

function checkZone(timeZone: string, place: string): void {
  try {
    zoneClock(timeZone);
  } catch {
    throw refused(place, 'an IANA time zone like Europe/Berlin', JSON.stringify(timeZone.slice(0, 40)));
  }
}

function refused(path: string, expected: string, got: string): ParleyError {
  return new ParleyError('E_POLICY', `Policy at ${path}: expected ${expected}, got ${got}.`, { path });
}
