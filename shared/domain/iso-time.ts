import { daysFromCivil, isCivilDate } from './civil-date.ts';
import { ParleyError } from './errors.ts';
import { zoneClock } from './time-zone.ts';

const earliestMs = -62_167_219_200_000;
const latestMs = 253_402_300_799_999;
const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/**
 * An instant as ISO-8601 UTC with milliseconds always shown: `2026-09-26T00:00:00.000Z`.
 * @param ms milliseconds since 1970 UTC, whole, years 0000…9999.
 * @throws ParleyError E_TIME for NaN, infinities, fractions of a millisecond and other years.
 */
export function formatIsoUtcMs(ms: number): string {
  if (!Number.isInteger(ms) || ms < earliestMs || ms > latestMs)
    throw new ParleyError('E_TIME', `Expected whole milliseconds since 1970 within the years 0000 to 9999, got ${ms}.`);
  return new Date(ms).toISOString();
}

/** An instant as ISO-8601 UTC, milliseconds shown only where they are not zero: `2026-09-26T00:00:00Z`. Errors as `formatIsoUtcMs`. */
export function formatIsoUtc(ms: number): string {
  const text = formatIsoUtcMs(ms);
  return text.endsWith('.000Z') ? text.slice(0, -5) + 'Z' : text;
}

/** As `formatIsoUtc`, and null for the NaN of an empty time field. */
export function formatIsoUtcOrNull(ms: number): string | null {
  return Number.isNaN(ms) ? null : formatIsoUtc(ms);
}

/**
 * Reads an ISO-8601 date or datetime strictly.
 * @param text `2026-03-31`, `2026-03-31T09:00`, `…:00`, `…:00.123`, with `Z`, `+02:00`, `+0200`, `+02` or no offset; a space may stand
 *   for the T. Years 0000…9999.
 * @param timeZone IANA zone of texts without an offset; a date alone means the start of that day there.
 * @returns milliseconds since 1970 UTC; digits past the millisecond are cut off.
 * @throws ParleyError E_TIME for anything else, 2026-02-30, 24:00 and second 60 included; E_TIME_ZONE for an unknown zone.
 * @remarks A local time that clocks show twice means the first; one that they skip moves later by the gap.
 */
export function parseIsoTime(text: string, timeZone: string): number {
  const match = pattern.exec(text);
  if (match === null) throw notTime(text);
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isCivilDate(year, month, day)) throw notTime(text);
  if (match[4] === undefined) return zoneClock(timeZone).dayStartMs(daysFromCivil(year, month, day));
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? '0')];
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  if (hour > 23 || minute > 59 || second > 59) throw notTime(text);
  if (match[8] === undefined) return zoneClock(timeZone).localToUtcMs(year, month, day, hour, minute, second, millisecond);
  const wallMs = ((daysFromCivil(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millisecond;
  return wallMs - offsetOf(match[8], text);
}

function offsetOf(offset: string, text: string): number {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  if (hours > 23 || minutes > 59) throw notTime(text);
  return (offset[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function notTime(text: string): ParleyError {
  const shown = JSON.stringify(text.slice(0, 40));
  return new ParleyError('E_TIME', `Expected a date like 2026-03-31 or a time like 2026-03-31T09:00:00Z, got ${shown}.`);
}
