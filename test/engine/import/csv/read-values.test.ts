import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { misfit } from '#engine/import/csv/misfit.ts';
import { moneyReader } from '#engine/import/csv/read-money.ts';
import { numberReader } from '#engine/import/csv/read-number.ts';
import { timeReader } from '#engine/import/csv/read-time.ts';
import type { DateFormat } from '#engine/import/parsed-file.ts';
import { columnPlans, parseText, valuesOf } from './csv-request.ts';

const encoder = new TextEncoder();

/** Reads a text out of the middle of a buffer, so that a reader that looks past its bounds is found out. */
function readBetween(read: (bytes: Uint8Array, start: number, end: number) => number, text: string): number {
  const bytes = encoder.encode(`19${text}9.9`);
  return read(bytes, 2, bytes.length - 3);
}

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${maxLength}}$`));

describe('numbers', () => {
  it('gives the double that JavaScript gives, for every plain decimal', () => {
    const read = numberReader('.');
    fc.assert(
      fc.property(fc.constantFrom('', '-'), digits(20), fc.option(digits(20)), (sign, whole, fraction) => {
        const text = sign + whole + (fraction === null ? '' : `.${fraction}`);
        const value = readBetween(read, text);
        const exactWhole = fraction !== null || BigInt(Number(whole)) === BigInt(whole);
        if (exactWhole) expect(value).toBe(Number(text) + 0 === 0 ? 0 : Number(text));
        else expect(value).toBe(misfit);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads grouped digits with either decimal mark', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const expected = Number(`${whole}.${String(cents).padStart(2, '0')}`);
        const grouped = (group: string, mark: string) =>
          `${String(whole).replace(/\B(?=(\d{3})+$)/g, group)}${mark}${String(cents).padStart(2, '0')}`;
        expect(readBetween(numberReader('.'), grouped(',', '.'))).toBe(expected === 0 ? 0 : expected);
        expect(readBetween(numberReader(','), grouped('.', ','))).toBe(expected === 0 ? 0 : expected);
        expect(readBetween(numberReader(','), grouped('\u00a0', ','))).toBe(expected === 0 ? 0 : expected);
      }),
    );
  });

  it.each([
    ['', Number.NaN],
    ['  ', Number.NaN],
    [' 12 ', 12],
    ['0.1', 0.1],
    ['123456789012345678', misfit],
    ['1,23', misfit],
    ['12,34,567', misfit],
    ['0,125', misfit],
    ['1e400', misfit],
    ['0x10', misfit],
    ['1_000', misfit],
    ['(-5)', misfit],
    ['$5', misfit],
    ['5K', misfit],
  ])('reads %j as %d', (text, expected) => {
    expect(readBetween(numberReader('.'), text)).toBe(expected);
  });
});

describe('money', () => {
  it('is exact to the last unit', () => {
    const reader = moneyReader('.');
    fc.assert(
      fc.property(fc.constantFrom('', '-'), digits(17), fc.option(digits(8)), (sign, whole, fraction) => {
        const text = sign + whole + (fraction === null ? '' : `.${fraction}`);
        const kept = (fraction ?? '').replace(/0+$/, '');
        const units = BigInt(sign + whole + kept);
        const value = readBetween(reader.read, text);
        if (kept.length > 6 || units > BigInt(Number.MAX_SAFE_INTEGER) || units < -BigInt(Number.MAX_SAFE_INTEGER)) {
          expect(value).toBe(misfit);
        } else {
          expect(BigInt(value) * 10n ** BigInt(6 - reader.decimals)).toBe(units * 10n ** BigInt(6 - kept.length));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['$22,700.00', 22700_00],
    ['$342.09K', 342090_00],
    ['$1,117.10K', 1117100_00],
    ['(500)', -500_00],
    ['-$5', -5_00],
    ['$-5', -5_00],
    ['€5', 5_00],
    ['5 EUR', 5_00],
    ['USD 1,000.50', 1000_50],
    ['2.5M', 2500000_00],
    ['1 234,50', misfit],
    ['abc', misfit],
    ['K', misfit],
  ])('reads %j as %d cents', async (text, cents) => {
    const reader = moneyReader('.');
    const units = readBetween(reader.read, text);
    expect(units === misfit ? misfit : units * 10 ** (2 - reader.decimals)).toBe(cents);
  });

  it('gives a column the scale of its finest amount, 2 at least and 6 at most', async () => {
    const plan = columnPlans('a:text,b:money');
    for (const chunkBytes of [4, 9, 1000]) {
      const parsed = await parseText('a,b\n1,7\n2,1.5\n3,0.1234\n4,\n5,-2.00\n6,1.2345678\n7,0.1000000\n', plan, { chunkBytes });
      expect(parsed.columns.get('b')).toMatchObject({ kind: 'money', scale: 4 });
      expect(valuesOf(parsed.columns.get('b'))).toEqual([70_000, 15_000, 1234, Number.NaN, -20_000, 1000]);
      expect(parsed.rejected).toMatchObject([{ line: 7, column: 2, code: 'badMoney' }]);
    }
    expect((await parseText('a,b\n1,7\n', plan)).columns.get('b')).toMatchObject({ scale: 2 });
  });

  it('rejects an amount that the column’s scale makes larger than a double holds, in every chunk size', async () => {
    const plan = columnPlans('a:text,b:money');
    for (const chunkBytes of [6, 20, 1000]) {
      const parsed = await parseText('a,b\n1,9000000000000.25\n2,0.000001\n3,5\n', plan, { chunkBytes });
      expect(parsed.rejected).toMatchObject([{ line: 2, column: 2, code: 'badMoney', raw: '1,9000000000000.25' }]);
      expect(valuesOf(parsed.columns.get('b'))).toEqual([1, 5_000_000]);
    }
  });
});

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo'];
const civil = fc.record({
  year: fc.integer({ min: 1900, max: 2199 }),
  month: fc.integer({ min: 1, max: 13 }),
  day: fc.integer({ min: 1, max: 31 }),
  hour: fc.integer({ min: 0, max: 24 }),
  minute: fc.integer({ min: 0, max: 60 }),
  second: fc.integer({ min: 0, max: 59 }),
  millisecond: fc.integer({ min: 0, max: 999 }),
});

function plainTime(fields: {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}) {
  try {
    return Temporal.PlainDateTime.from(fields, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

const two = (value: number) => String(value).padStart(2, '0');
const spellings: Record<Exclude<DateFormat, 'epochMs' | 'epochSeconds'>, (year: number, month: number, day: number) => string> = {
  iso: (year, month, day) => `${year}-${two(month)}-${two(day)}`,
  yearFirstSlash: (year, month, day) => `${year}/${two(month)}/${two(day)}`,
  dayFirst: (year, month, day) => `${two(day)}.${month}.${year}`,
  monthFirst: (year, month, day) => `${month}/${two(day)}/${year}`,
  dayMonthName: (year, month, day) =>
    `${day} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Nix'][month - 1]}, ${year}`,
};
const formats = Object.keys(spellings) as (keyof typeof spellings)[];

describe('times', () => {
  it('gives what Temporal gives for every form, zone and offset', () => {
    fc.assert(
      fc.property(
        civil,
        fc.constantFrom(...formats),
        fc.constantFrom(...zones),
        fc.constantFrom('', 'Z', '+0000', '+02:00', '-0830', ' UTC', '+05'),
        fc.constantFrom('T', ' '),
        (fields, format, timeZone, offset, mark) => {
          const { year, month, day, hour, minute, second, millisecond } = fields;
          const clock = `${two(hour)}:${two(minute)}:${two(second)}.${String(millisecond).padStart(3, '0')}`;
          const value = readBetween(timeReader(format, timeZone).read, spellings[format](year, month, day) + mark + clock + offset);
          const plain = plainTime(fields);
          if (plain === undefined) {
            expect(value).toBe(misfit);
            return;
          }
          const offsets: Record<string, number> = { Z: 0, '+0000': 0, '+02:00': 120, '-0830': -510, ' UTC': 0, '+05': 300 };
          const offsetMinutes = offsets[offset];
          const expected =
            offsetMinutes === undefined
              ? plain.toZonedDateTime(timeZone).epochMilliseconds
              : plain.toZonedDateTime('UTC').epochMilliseconds - offsetMinutes * 60_000;
          expect(value).toBe(expected);
        },
      ),
      { numRuns: 4000 },
    );
  });

  it('gives the start of the day for a date without a time', () => {
    fc.assert(
      fc.property(civil, fc.constantFrom(...formats), fc.constantFrom(...zones), ({ year, month, day }, format, dayZone) => {
        const value = readBetween(timeReader(format, 'UTC', dayZone).read, spellings[format](year, month, day));
        const plain = plainTime({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 });
        expect(value).toBe(plain === undefined ? misfit : plain.toPlainDate().toZonedDateTime(dayZone).epochMilliseconds);
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[DateFormat, string, string | undefined]>([
    ['iso', '2026-03-31', '2026-03-31T00:00:00.000Z'],
    ['iso', '2026-03-31T09:05Z', '2026-03-31T09:05:00.000Z'],
    ['iso', '2006-04-15T03:23:15.000+0000', '2006-04-15T03:23:15.000Z'],
    ['iso', '2026-03-31 09:00:00.123456 UTC', '2026-03-31T09:00:00.123Z'],
    ['iso', '2026-3-31', undefined],
    ['iso', '2026-03-31T09', undefined],
    ['iso', '2026-03-31T09:00:60Z', undefined],
    ['iso', '2026-03-31T09:00:00Z-0300', undefined],
    ['iso', '2026-03-31T09:00:00 PST', undefined],
    ['iso', '2009-07/14 02:14:45-0800', undefined],
    ['iso', '20260331', undefined],
    ['monthFirst', '07/15/2009 02:14:45+0800', '2009-07-14T18:14:45.000Z'],
    ['monthFirst', '07/13/2009T22:14:45-0800', '2009-07-14T06:14:45.000Z'],
    ['monthFirst', '7/4/2026 12:05 AM', '2026-07-04T00:05:00.000Z'],
    ['monthFirst', '7/4/2026, 1:05:09 pm', '2026-07-04T13:05:09.000Z'],
    ['monthFirst', '7/4/2026 13:05 PM', undefined],
    ['monthFirst', '7/4/26', undefined],
    ['monthFirst', '7/4-2026', undefined],
    ['dayFirst', '31.12.2026', '2026-12-31T00:00:00.000Z'],
    ['dayFirst', '31-12-2026 8:00', '2026-12-31T08:00:00.000Z'],
    ['dayMonthName', '15 Apr, 2021 00:03:00', '2021-04-15T00:03:00.000Z'],
    ['dayMonthName', '15-Apr-2021', '2021-04-15T00:00:00.000Z'],
    ['dayMonthName', 'April 15, 2021', '2021-04-15T00:00:00.000Z'],
    ['dayMonthName', '15 Abc 2021', undefined],
    ['epochMs', '1617235200000', '2021-04-01T00:00:00.000Z'],
    ['epochSeconds', '1617235200', '2021-04-01T00:00:00.000Z'],
    ['epochMs', '16172352000000000', undefined],
    ['epochMs', '-', undefined],
  ])('%s reads %j as %s', (format, text, expected) => {
    const value = readBetween(timeReader(format).read, text);
    expect(value === misfit ? undefined : new Date(value).toISOString()).toBe(expected);
  });

  it('says whether a column holds dates', async () => {
    const plan = columnPlans('a:text,b:time', { timeZone: 'UTC', dayZone: 'Europe/Berlin' });
    const column = async (values: string[], more = {}) => {
      const parsed = await parseText(
        `a,b\n${values.map((value) => `x,${value}\n`).join('')}`,
        plan.map((one) => ({ ...one, ...more })),
        { chunkBytes: 9 },
      );
      return [parsed.columns.get('b'), valuesOf(parsed.columns.get('b'))] as const;
    };
    const berlinMay2 = Date.UTC(2026, 4, 1, 22);
    expect(await column(['2026-05-02', ''])).toEqual([expect.objectContaining({ dateOnly: true }), [berlinMay2, Number.NaN]]);
    expect(await column(['2026-05-02', '2026-05-02T10:00:00Z'])).toEqual([
      expect.objectContaining({ dateOnly: false }),
      [berlinMay2, Date.UTC(2026, 4, 2, 10)],
    ]);
    expect(await column(['2026-05-02 00:00:00'])).toEqual([expect.objectContaining({ dateOnly: false }), [Date.UTC(2026, 4, 2)]]);
    expect(await column(['2026-05-02 00:00:00', ''], { midnightIsDate: true })).toEqual([
      expect.objectContaining({ dateOnly: true }),
      [berlinMay2, Number.NaN],
    ]);
    expect(await column([''])).toEqual([expect.objectContaining({ dateOnly: false }), [Number.NaN]]);
  });
});
