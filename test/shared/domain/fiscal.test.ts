import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiscalYearRange, previousPeriod, quarterOf, quarterRange } from '#domain/fiscal.ts';

const iso = (range: number[]) => range.map((ms) => new Date(ms).toISOString().replace(':00.000Z', 'Z'));

describe('quarterRange', () => {
  it.each([
    ['2026-Q3', '01-01', 'UTC', ['2026-07-01T00:00Z', '2026-10-01T00:00Z']],
    ['2026-Q4', '01-01', 'UTC', ['2026-10-01T00:00Z', '2027-01-01T00:00Z']],
    ['2026-Q2', '01-01', 'Europe/Berlin', ['2026-03-31T22:00Z', '2026-06-30T22:00Z']],
    ['2026-Q1', '02-01', 'UTC', ['2025-02-01T00:00Z', '2025-05-01T00:00Z']],
    ['2026-Q4', '02-01', 'UTC', ['2025-11-01T00:00Z', '2026-02-01T00:00Z']],
    ['2026-Q1', '10-15', 'UTC', ['2025-10-15T00:00Z', '2026-01-15T00:00Z']],
    ['2026-Q2', '08-31', 'UTC', ['2025-11-30T00:00Z', '2026-02-28T00:00Z']],
  ])('bounds %s of years from %s in %s', (quarter, start, zone, range) => {
    expect(iso(quarterRange(quarter, start, zone))).toEqual(range);
  });

  it.each(['2026-Q5', '2026-Q0', '2026Q3', '26-Q3', '2026-07', '', '2026-q3'])('refuses %j', (quarter) => {
    expect(() => quarterRange(quarter, '01-01', 'UTC')).toThrow(expect.objectContaining({ code: 'E_PERIOD' }));
  });

  it.each(['1-1', '13-01', '02-30', '00-10', '01-00', '01-01-01'])('refuses a year that starts on %j', (start) => {
    expect(() => quarterRange('2026-Q3', start, 'UTC')).toThrow(expect.objectContaining({ code: 'E_PERIOD' }));
  });

  it('puts every instant into exactly one quarter, the quarters of a year side by side', () => {
    const start = fc.constantFrom('01-01', '02-01', '04-06', '07-01', '10-31', '12-31', '01-15');
    const zone = fc.constantFrom('UTC', 'America/New_York', 'Pacific/Apia');
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2049, 0, 1) }), start, zone, (ms, fiscalYearStart, timeZone) => {
        const quarter = quarterOf(ms, fiscalYearStart, timeZone);
        const [fromMs, toMs] = quarterRange(quarter, fiscalYearStart, timeZone);
        expect(ms).toBeGreaterThanOrEqual(fromMs);
        expect(ms).toBeLessThan(toMs);
        expect(quarterRange(previousPeriod(quarter), fiscalYearStart, timeZone)[1]).toBe(fromMs);
        const year = Number(quarter.slice(0, 4));
        expect(fiscalYearRange(year, fiscalYearStart, timeZone)).toEqual([
          quarterRange(`${year}-Q1`, fiscalYearStart, timeZone)[0],
          quarterRange(`${year}-Q4`, fiscalYearStart, timeZone)[1],
        ]);
        const lastDay = new Date(fiscalYearRange(year, fiscalYearStart, 'UTC')[1] - 1).getUTCFullYear();
        expect(lastDay).toBe(year);
      }),
    );
  });
});

describe('previousPeriod', () => {
  it.each([
    ['2026-Q1', '2025-Q4'],
    ['2026-Q3', '2026-Q2'],
    ['2026-01', '2025-12'],
    ['2026-10', '2026-09'],
    ['2026', '2025'],
  ])('before %s comes %s', (period, before) => {
    expect(previousPeriod(period)).toBe(before);
  });

  it.each(['2026-13', '2026-00', '2026-Q5', '0000', 'Q3', ''])('refuses %j', (period) => {
    expect(() => previousPeriod(period)).toThrow(expect.objectContaining({ code: 'E_PERIOD' }));
  });
});
