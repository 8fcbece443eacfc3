import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { formatIsoUtc, formatIsoUtcMs, formatIsoUtcOrNull, parseIsoTime } from '#domain/iso-time.ts';

const anyTime = fc.integer({ min: -62_167_219_200_000, max: Date.UTC(9999, 11, 31) });

describe('formatIsoUtc', () => {
  it('shows milliseconds only where they are', () => {
    const ms = Date.UTC(2026, 8, 26);
    expect(formatIsoUtc(ms)).toBe('2026-09-26T00:00:00Z');
    expect(formatIsoUtc(ms + 7)).toBe('2026-09-26T00:00:00.007Z');
    expect(formatIsoUtcMs(ms)).toBe('2026-09-26T00:00:00.000Z');
    expect(formatIsoUtcOrNull(Number.NaN)).toBeNull();
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5, 253_402_300_800_000, -62_167_219_200_001])('refuses %d', (ms) => {
    expect(() => formatIsoUtc(ms)).toThrow(expect.objectContaining({ code: 'E_TIME' }));
  });

  it('is read back', () => {
    fc.assert(
      fc.property(anyTime, (ms) => {
        expect(parseIsoTime(formatIsoUtc(ms), 'Europe/Berlin')).toBe(ms);
      }),
    );
  });
});

describe('parseIsoTime', () => {
  it.each([
    ['2026-03-31', 'Europe/Berlin', '2026-03-30T22:00:00.000Z'],
    ['2026-03-31', 'UTC', '2026-03-31T00:00:00.000Z'],
    ['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2026-03-31T09:00', 'Europe/Berlin', '2026-03-31T07:00:00.000Z'],
    ['2026-03-31 09:00:01.5', 'UTC', '2026-03-31T09:00:01.500Z'],
    ['2026-03-31T09:00:00.123999999Z', 'Europe/Berlin', '2026-03-31T09:00:00.123Z'],
    ['2026-03-31T09:00:00+0200', 'UTC', '2026-03-31T07:00:00.000Z'],
    ['2026-03-31T09:00:00-05:30', 'UTC', '2026-03-31T14:30:00.000Z'],
    ['2026-03-31T09:00:00+02', 'UTC', '2026-03-31T07:00:00.000Z'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z'],
    ['0000-02-29', 'UTC', '0000-02-29T00:00:00.000Z'],
  ])('reads %s in %s', (text, timeZone, iso) => {
    expect(new Date(parseIsoTime(text, timeZone)).toISOString()).toBe(iso);
  });

  it.each([
    '',
    '2026-02-30',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '31.03.2026',
    '2026-3-1',
    '2026-03-31T24:00',
    '2026-03-31T09:60',
    '2026-03-31T09:00:60Z',
    '2026-03-31T09',
    '2026-03-31T09:00:00,5Z',
    '2026-03-31T09:00z',
    '2026-03-31t09:00Z',
    '2026-03-31T09:00 Z',
    '2026-03-31Z',
    '2026-03-31T09:00:00+2:00',
    '2026-03-31T09:00:00+24:00',
    '2026-03-31T09:00:00.1234567890Z',
    ' 2026-03-31',
    '2026-03-31\n',
    '+002026-03-31',
    '２026-03-31',
    '9999-12-31T24:00',
    '1774915200000',
  ])('refuses %j', (text) => {
    expect(() => parseIsoTime(text, 'UTC')).toThrow(expect.objectContaining({ code: 'E_TIME' }));
  });

  it('names a zone that does not exist', () => {
    expect(() => parseIsoTime('2026-03-31', 'Mars/X')).toThrow(expect.objectContaining({ code: 'E_TIME_ZONE' }));
  });

  it('agrees with Temporal on local times', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(anyTime, zones, (ms, zone) => {
        const text = formatIsoUtcMs(ms).slice(0, -1);
        const truth = Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
        expect(parseIsoTime(text, zone)).toBe(truth);
      }),
    );
  });
});
