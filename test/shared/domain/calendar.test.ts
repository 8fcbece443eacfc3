import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { businessHoursAfter, businessHoursBetween } from '#domain/calendar.ts';
import { parseIsoTime } from '#domain/iso-time.ts';
import type { BusinessCalendar } from '#domain/policy.ts';

const week = (intervals: [string, string][], days = '12345') => Object.fromEntries([...days].map((day) => [day, intervals]));
const calendarOf = (timeZone: string, holidays: string[] = [], intervals: [string, string][] = [['09:00', '17:00']]): BusinessCalendar => ({
  name: 'office',
  timeZone,
  weekdays: week(intervals),
  holidays,
});
const utc = calendarOf('UTC');
const berlin = calendarOf('Europe/Berlin');
const always: BusinessCalendar = {
  name: 'always',
  timeZone: 'America/Sao_Paulo',
  weekdays: week([['00:00', '24:00']], '1234567'),
  holidays: [],
};
const between = (calendar: BusinessCalendar, from: string, to: string) =>
  businessHoursBetween(calendar, parseIsoTime(from, calendar.timeZone), parseIsoTime(to, calendar.timeZone));
const after = (calendar: BusinessCalendar, from: string, hours: number) =>
  Temporal.Instant.fromEpochMilliseconds(businessHoursAfter(calendar, parseIsoTime(from, calendar.timeZone), hours))
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

describe('businessHoursBetween', () => {
  it.each([
    ['within a day (Tuesday)', utc, '2025-03-25T10:00', '2025-03-25T12:30', 2.5],
    ['over a weekend', utc, '2025-03-28T16:30', '2025-03-31T09:30', 1],
    ['from a Saturday', utc, '2025-03-29T11:00', '2025-03-31T10:00', 1],
    ['over the change to summer time', berlin, '2025-03-28T16:00', '2025-03-31T10:00', 2],
    ['of a closed night', utc, '2025-03-25T17:00', '2025-03-26T09:00', 0],
    ['of nothing', utc, '2025-03-25T10:00', '2025-03-25T10:00', 0],
    ['backwards', utc, '2025-03-26T10:00', '2025-03-25T10:00', 0],
    ['of a full week', utc, '2025-03-24', '2025-03-31', 40],
  ])('counts %s', (_, calendar, from, to, hours) => {
    expect(between(calendar, from, to)).toBe(hours);
  });

  it('counts real hours on the days of the change, with 65 elapsed in the example', () => {
    const [from, to] = [parseIsoTime('2025-03-28T16:00', 'Europe/Berlin'), parseIsoTime('2025-03-31T10:00', 'Europe/Berlin')];
    expect((to - from) / 3_600_000).toBe(65);
    const sundays: BusinessCalendar = { name: 'sundays', timeZone: 'Europe/Berlin', weekdays: { '7': [['00:00', '06:00']] }, holidays: [] };
    expect(between(sundays, '2025-03-30', '2025-03-31')).toBe(5);
    expect(between(sundays, '2025-10-26', '2025-10-27')).toBe(7);
  });

  it('leaves out holidays and lunch', () => {
    expect(between(calendarOf('UTC', ['2025-03-26']), '2025-03-25T16:00', '2025-03-27T10:00')).toBe(2);
    const split = calendarOf(
      'UTC',
      [],
      [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ],
    );
    expect(between(split, '2025-03-25T11:00', '2025-03-25T14:00')).toBe(2);
  });

  it('gives NaN for an empty field and outside 1970 to 2099', () => {
    for (const ms of [Number.NaN, Number.POSITIVE_INFINITY, -1, Date.UTC(2100, 0, 1)]) expect(businessHoursBetween(utc, 0, ms)).toBeNaN();
    expect(businessHoursBetween(utc, Date.UTC(2099, 11, 31), Date.UTC(2099, 11, 31, 12))).toBe(3);
  });

  it('equals elapsed time where it never closes', () => {
    const instant = fc.integer({ min: 90_000_000, max: Date.UTC(2049, 0, 1) });
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        expect(businessHoursBetween(always, from, to)).toBeCloseTo((to - from) / 3_600_000, 6);
      }),
      { numRuns: 200 },
    );
  });

  it('agrees with counting minute by minute', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe');
    const minute = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2026, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zone, minute, fc.integer({ min: 0, max: 6000 }), (timeZone, from, length) => {
        const calendar = calendarOf(
          timeZone,
          ['2024-10-28', '2025-03-31'],
          [
            ['08:15', '12:00'],
            ['13:30', '18:00'],
          ],
        );
        let open = 0;
        for (let at = from; at < from + length; at++) {
          const local = Temporal.Instant.fromEpochMilliseconds(at * 60_000).toZonedDateTimeISO(timeZone);
          const time = local.hour * 60 + local.minute;
          const closed = local.dayOfWeek > 5 || calendar.holidays.includes(local.toPlainDate().toString());
          if (!closed && ((time >= 495 && time < 720) || (time >= 810 && time < 1080))) open++;
        }
        expect(businessHoursBetween(calendar, from * 60_000, (from + length) * 60_000)).toBeCloseTo(open / 60, 9);
      }),
      { numRuns: 25 },
    );
  });
});

describe('businessHoursAfter', () => {
  it.each([
    ['within a day', utc, '2025-03-25T10:00', 2.5, '2025-03-25T12:30'],
    ['over a weekend', utc, '2025-03-28T16:30', 1, '2025-03-31T09:30'],
    ['from a Saturday', utc, '2025-03-29T11:00', 1, '2025-03-31T10:00'],
    ['until closing time', utc, '2025-03-28T16:00', 1, '2025-03-28T17:00'],
    ['no hours in closed time', utc, '2025-03-29T11:00', 0, '2025-03-29T11:00'],
    ['over the change to summer time', berlin, '2025-03-28T16:00', 2, '2025-03-31T10:00'],
    ['48 open hours', utc, '2025-03-25T10:00', 48, '2025-04-02T10:00'],
    ['over a holiday', calendarOf('UTC', ['2025-03-31']), '2025-03-28T16:30', 1, '2025-04-01T09:30'],
  ])('adds %s', (_, calendar, from, hours, to) => {
    expect(after(calendar, from, hours)).toBe(to);
  });

  it('is the first instant at which the open hours have passed', () => {
    const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 0, 1) });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 400 * 60 }), (from, minutes) => {
        const to = businessHoursAfter(berlin, from, minutes / 60);
        expect(Math.round(businessHoursBetween(berlin, from, to) * 3_600_000)).toBe(minutes * 60_000);
        expect(businessHoursBetween(berlin, from, to - 1)).toBeLessThan(minutes / 60);
      }),
    );
  });

  it('keeps empty fields empty and gives up past 2099', () => {
    expect(businessHoursAfter(utc, Number.NaN, 1)).toBeNaN();
    expect(businessHoursAfter(utc, 0, Number.NaN)).toBeNaN();
    expect(businessHoursAfter(calendarOf('UTC'), Date.UTC(2099, 11, 30), 1000)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('malformed calendars', () => {
  it.each([
    ['a week that never opens', { ...utc, weekdays: {} }, 'E_CALENDAR'],
    ['an eighth weekday', { ...utc, weekdays: week([['09:00', '17:00']], '8') }, 'E_CALENDAR'],
    ['a name for a weekday', { ...utc, weekdays: { monday: [['09:00', '17:00']] } }, 'E_CALENDAR'],
    ['closing before opening', { ...utc, weekdays: week([['17:00', '09:00']]) }, 'E_CALENDAR'],
    [
      'overlapping intervals',
      {
        ...utc,
        weekdays: week([
          ['09:00', '13:00'],
          ['12:00', '17:00'],
        ]),
      },
      'E_CALENDAR',
    ],
    ['a time that is none', { ...utc, weekdays: week([['9:00', '17:00']]) }, 'E_CALENDAR'],
    ['minute 60', { ...utc, weekdays: week([['09:60', '17:00']]) }, 'E_CALENDAR'],
    ['25 hours', { ...utc, weekdays: week([['09:00', '24:01']]) }, 'E_CALENDAR'],
    ['30 February', { ...utc, holidays: ['2026-02-30'] }, 'E_CALENDAR'],
    ['an unknown zone', { ...utc, timeZone: 'Mars/X' }, 'E_TIME_ZONE'],
  ])('refuses %s', (_, calendar, code) => {
    expect(() => businessHoursBetween(calendar as BusinessCalendar, 0, 1)).toThrow(expect.objectContaining({ code }));
  });
});
