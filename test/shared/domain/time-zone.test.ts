import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { daysFromCivil } from '#domain/civil-date.ts';
import { monthKeyOf, zoneClock } from '#domain/time-zone.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Etc/GMT+5',
  '+05:30',
];
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(1965, 0, 1), max: Date.UTC(2055, 0, 1) }),
  fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9998, 0, 1) }),
);
const zone = fc.constantFrom(...zones);
const zoned = (ms: number, name: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);

/** Instants within two days of an offset change, where the mistakes live. */
const nearChange = fc
  .record({ name: zone, year: fc.integer({ min: 1970, max: 2048 }), aside: fc.integer({ min: -172_800_000, max: 172_800_000 }) })
  .map(({ name, year, aside }) => {
    const change = zoned(Date.UTC(year, 0, 1), name).getTimeZoneTransition('next');
    return { name, ms: (change?.epochMilliseconds ?? Date.UTC(year, 0, 1)) + aside };
  });
const anywhere = fc.oneof(fc.record({ name: zone, ms: instant }), nearChange);

describe('zoneClock against Temporal', () => {
  it('reads local parts, day, hour, month and offset', () => {
    fc.assert(
      fc.property(anywhere, ({ name, ms }) => {
        const truth = zoned(ms, name);
        const clock = zoneClock(name);
        expect(clock.offsetMs(ms)).toBe(truth.offsetNanoseconds / 1e6);
        expect(clock.localParts(ms)).toEqual({
          year: truth.year,
          month: truth.month,
          day: truth.day,
          hour: truth.hour,
          minute: truth.minute,
          second: truth.second,
          millisecond: truth.millisecond,
          dayOfWeek: truth.dayOfWeek,
        });
        expect(clock.hour(ms)).toBe(truth.hour);
        expect(clock.dayOfWeek(ms)).toBe(truth.dayOfWeek);
        expect(clock.monthIndex(ms)).toBe(truth.year * 12 + truth.month - 1);
        expect(clock.monthKey(ms)).toBe(truth.toPlainDate().toString().slice(0, 7));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the start of the day and the length of the day', () => {
    fc.assert(
      fc.property(anywhere, ({ name, ms }) => {
        const truth = zoned(ms, name);
        const clock = zoneClock(name);
        expect(clock.startOfDayMs(ms)).toBe(truth.startOfDay().epochMilliseconds);
        const next = truth.toPlainDate().add({ days: 1 }).toZonedDateTime(name).epochMilliseconds;
        expect(clock.dayRangeMs(truth.year, truth.month, truth.day)).toEqual([truth.startOfDay().epochMilliseconds, next]);
        const month = truth.toPlainDate().with({ day: 1 }).toZonedDateTime(name).epochMilliseconds;
        expect(clock.monthStartMs(clock.monthIndex(ms))).toBe(month);
      }),
      { numRuns: 3000 },
    );
  });

  it('adds calendar days', () => {
    fc.assert(
      fc.property(anywhere, fc.integer({ min: -800, max: 800 }), ({ name, ms }, days) => {
        expect(zoneClock(name).addDays(ms, days)).toBe(zoned(ms, name).add({ days }).epochMilliseconds);
      }),
      { numRuns: 3000 },
    );
  });

  it('turns local time to UTC, also where it stands twice or never', () => {
    fc.assert(
      fc.property(anywhere, ({ name, ms }) => {
        const local = zoned(ms, 'UTC').toPlainDateTime();
        const truth = local.toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds;
        const { year, month, day, hour, minute, second, millisecond } = local;
        expect(zoneClock(name).localToUtcMs(year, month, day, hour, minute, second, millisecond)).toBe(truth);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('zoneClock by hand', () => {
  const berlin = zoneClock('Europe/Berlin');

  it('takes the first of two equal local times and moves a skipped one later', () => {
    expect(new Date(berlin.localToUtcMs(2025, 10, 26, 2, 30)).toISOString()).toBe('2025-10-26T00:30:00.000Z');
    expect(new Date(berlin.localToUtcMs(2025, 3, 30, 2, 30)).toISOString()).toBe('2025-03-30T01:30:00.000Z');
  });

  it('starts a day without midnight at its first instant', () => {
    const start = zoneClock('America/Sao_Paulo').dayRangeMs(2018, 11, 4)[0];
    expect(new Date(start).toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  it('gives days of 23 and 25 hours', () => {
    const hours = (month: number, day: number) => {
      const [start, next] = berlin.dayRangeMs(2025, month, day);
      return (next - start) / 3_600_000;
    };
    expect([hours(3, 30), hours(7, 1), hours(10, 26)]).toEqual([23, 24, 25]);
  });

  it('keeps an empty field empty', () => {
    const { NaN: empty } = Number;
    expect([berlin.monthIndex(empty), berlin.startOfDayMs(empty), berlin.addDays(empty, 3), berlin.hour(empty)]).toEqual(
      Array(4).fill(empty),
    );
    expect(berlin.monthKey(empty)).toBe('');
    expect(berlin.offsetMs(Number.POSITIVE_INFINITY)).toBeNaN();
    expect(berlin.startOfDayMs(1e17)).toBeNaN();
  });

  it('names months and days before year 1000 and before 1970', () => {
    expect(monthKeyOf(9 * 12)).toBe('0009-01');
    expect(zoneClock('UTC').dayOfWeek(Date.UTC(1969, 11, 31))).toBe(3);
    expect(daysFromCivil(1969, 12, 31)).toBe(-1);
  });

  it('spells zones as the tz database does', () => {
    expect(zoneClock('europe/berlin').timeZone).toBe('Europe/Berlin');
    expect(zoneClock('utc').timeZone).toBe('UTC');
  });

  it.each(['', 'Mars/Olympus', 'Berlin', '2020-01-01T00:00Z', '+2:00', ' UTC', '__proto__'])('refuses the zone %j by name', (name) => {
    expect(() => zoneClock(name)).toThrow(
      expect.objectContaining({ code: 'E_TIME_ZONE', message: expect.stringContaining(JSON.stringify(name)) }),
    );
  });
});
