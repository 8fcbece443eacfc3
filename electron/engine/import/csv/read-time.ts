import { daysFromCivil, daysInMonth } from '#domain/civil-date.ts';
import { zoneClock } from '#domain/time-zone.ts';
import type { DateFormat } from '../parsed-file.ts';
import { misfit } from './misfit.ts';

/** How the values read so far were spelled. */
export interface TimeSpellings {
  /** A date without a time. */
  dates: number;
  /** A time of exactly midnight without a zone. */
  midnights: number;
  /** Any other time. */
  times: number;
}

export interface TimeReader {
  /** Milliseconds since 1970 UTC, NaN for blank, `misfit` for anything else. */
  read(bytes: Uint8Array, start: number, end: number): number;
  readonly spellings: TimeSpellings;
}

const dayMs = 86_400_000;
const firstTabledYear = 1900;
const daysBefore = Int32Array.from({ length: 300 * 12 }, (_, month) =>
  daysFromCivil(firstTabledYear + Math.floor(month / 12), (month % 12) + 1, 1),
);
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fullMonthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * A reader of one column's points in time.
 * @param timeZone zone of times without one; default UTC.
 * @param dayZone zone whose day a date without a time begins; default UTC.
 */
export function timeReader(format: DateFormat, timeZone = 'UTC', dayZone = 'UTC'): TimeReader {
  const spellings: TimeSpellings = { dates: 0, midnights: 0, times: 0 };
  if (format === 'epochMs' || format === 'epochSeconds')
    return { read: epochReader(format === 'epochMs' ? 1 : 1000, spellings), spellings };
  const localClock = timeZone === 'UTC' ? undefined : zoneClock(timeZone);
  const dayClock = dayZone === 'UTC' ? undefined : zoneClock(dayZone);
  let at = 0;
  let year = 0;
  let month = 0;
  let day = 0;

  const isoDate = (bytes: Uint8Array, end: number): boolean => {
    if (at + 10 > end) return false;
    year = fourDigits(bytes, at);
    month = twoDigits(bytes, at + 5);
    day = twoDigits(bytes, at + 8);
    const ok = year >= 0 && month >= 0 && day >= 0 && bytes[at + 4] === 45 && bytes[at + 7] === 45;
    at += 10;
    return ok;
  };
  const digitRun = (bytes: Uint8Array, end: number, most: number): number => {
    let value = -1;
    for (let taken = 0; taken < most && at < end; taken++, at++) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) break;
      value = (value < 0 ? 0 : value * 10) + digit;
    }
    return value;
  };
  const separated = (bytes: Uint8Array, end: number): boolean => {
    if (format === 'yearFirstSlash') {
      year = digitRun(bytes, end, 4);
      if (bytes[at] !== 47) return false;
      at++;
      month = digitRun(bytes, end, 2);
      if (bytes[at] !== 47) return false;
      at++;
      day = digitRun(bytes, end, 2);
      return year >= 1000;
    }
    const first = digitRun(bytes, end, 2);
    const mark = bytes[at];
    if (mark !== 47 && mark !== 46 && mark !== 45) return false;
    at++;
    const second = digitRun(bytes, end, 2);
    if (bytes[at] !== mark) return false;
    at++;
    const yearStart = at;
    year = digitRun(bytes, end, 4);
    day = format === 'dayFirst' ? first : second;
    month = format === 'dayFirst' ? second : first;
    return at - yearStart === 4;
  };
  const named = (bytes: Uint8Array, end: number): boolean => {
    const skipMarks = () => {
      while (at < end && (bytes[at] === 32 || bytes[at] === 45 || bytes[at] === 44 || bytes[at] === 46)) at++;
    };
    const monthName = (): boolean => {
      let name = '';
      while (at < end && (bytes[at]! | 32) >= 97 && (bytes[at]! | 32) <= 122 && name.length < 10)
        name += String.fromCharCode(bytes[at++]! | 32);
      if (name === 'sept') name = 'sep';
      month = 1 + (name.length === 3 ? monthNames.indexOf(name) : fullMonthNames.indexOf(name));
      return month > 0;
    };
    day = digitRun(bytes, end, 2);
    if (day < 0) {
      if (!monthName()) return false;
      skipMarks();
      day = digitRun(bytes, end, 2);
    } else {
      skipMarks();
      if (!monthName()) return false;
    }
    skipMarks();
    const yearStart = at;
    year = digitRun(bytes, end, 4);
    return at - yearStart === 4;
  };
  const readDate = format === 'iso' ? isoDate : format === 'dayMonthName' ? named : separated;

  const read = (bytes: Uint8Array, start: number, end: number): number => {
    if (format === 'iso' && end - start >= 19) {
      const ms = readFixedIso(bytes, start, end);
      if (!Number.isNaN(ms)) {
        spellings.times++;
        return ms;
      }
    }
    while (start < end && bytes[start] === 32) start++;
    while (start < end && bytes[end - 1] === 32) end--;
    if (start === end) return Number.NaN;
    at = start;
    if (!readDate(bytes, end) || at > end) return misfit;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > (day <= 28 ? 28 : daysInMonth(year, month))) return misfit;
    const days =
      year >= firstTabledYear && year < firstTabledYear + 300
        ? daysBefore[(year - firstTabledYear) * 12 + month - 1]! + day - 1
        : daysFromCivil(year, month, day);
    if (at === end) {
      spellings.dates++;
      return dayClock === undefined ? days * dayMs : dayClock.dayStartMs(days);
    }
    return readClock(bytes, end, days);
  };

  const readClock = (bytes: Uint8Array, end: number, days: number): number => {
    if (bytes[at] === 44 && bytes[at + 1] === 32) at++;
    if (bytes[at] !== 84 && bytes[at] !== 32) return misfit;
    at++;
    let hour = 0;
    if (at + 1 < end && bytes[at + 1] === 58) {
      hour = bytes[at]! - 48;
      if (hour < 0 || hour > 9) return misfit;
      at += 1;
    } else {
      hour = at + 2 < end ? twoDigits(bytes, at) : -1;
      at += 2;
    }
    if (hour < 0 || hour > 23 || bytes[at] !== 58 || at + 3 > end) return misfit;
    const minute = twoDigits(bytes, at + 1);
    at += 3;
    let second = 0;
    let millisecond = 0;
    if (at < end && bytes[at] === 58) {
      if (at + 3 > end) return misfit;
      second = twoDigits(bytes, at + 1);
      at += 3;
      if (at < end && (bytes[at] === 46 || bytes[at] === 44)) {
        const fractionStart = ++at;
        for (; at < end; at++) {
          const digit = bytes[at]! - 48;
          if (digit < 0 || digit > 9) break;
          const place = at - fractionStart;
          if (place < 3) millisecond += digit * (place === 0 ? 100 : place === 1 ? 10 : 1);
        }
        if (at === fractionStart || at - fractionStart > 9) return misfit;
      }
    }
    if (minute < 0 || minute > 59 || second < 0 || second > 59) return misfit;
    if (at < end) {
      const letter = bytes[at === end - 1 ? at : bytes[at] === 32 ? at + 1 : at]! | 32;
      if (letter === 97 || letter === 112) {
        if (bytes[at] === 32) at++;
        if (at + 2 > end || (bytes[at + 1]! | 32) !== 109 || hour < 1 || hour > 12) return misfit;
        hour = (hour % 12) + (letter === 112 ? 12 : 0);
        at += 2;
      }
    }
    const local = days * dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond;
    if (at === end) {
      if (local === days * dayMs) spellings.midnights++;
      else spellings.times++;
      return localClock === undefined ? local : localClock.localToUtcMs(year, month, day, hour, minute, second, millisecond);
    }
    const offset = readOffset(bytes, at, end);
    if (offset === misfit) return misfit;
    spellings.times++;
    return local - offset;
  };
  return { read, spellings };
}

/** `2026-03-31T09:00:00.000+0000`, with or without the milliseconds, ending in Z or an offset of zero; NaN for any other form. */
function readFixedIso(bytes: Uint8Array, start: number, end: number): number {
  let zone = start + 19;
  let millisecond = 0;
  if (bytes[zone] === 46) {
    const a = bytes[start + 20]! - 48;
    const b = bytes[start + 21]! - 48;
    const c = bytes[start + 22]! - 48;
    if (!(a >= 0 && a <= 9 && b >= 0 && b <= 9 && c >= 0 && c <= 9)) return Number.NaN;
    millisecond = a * 100 + b * 10 + c;
    zone += 4;
  }
  const zoneLength = end - zone;
  const utc =
    (zoneLength === 1 && bytes[zone] === 90) ||
    (zoneLength === 5 &&
      bytes[zone] === 43 &&
      bytes[zone + 1] === 48 &&
      bytes[zone + 2] === 48 &&
      bytes[zone + 3] === 48 &&
      bytes[zone + 4] === 48);
  if (!utc || bytes[start + 4] !== 45 || bytes[start + 7] !== 45 || bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return Number.NaN;
  const mark = bytes[start + 10];
  if (mark !== 84 && mark !== 32) return Number.NaN;
  const year = fourDigits(bytes, start);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const second = twoDigits(bytes, start + 17);
  if (year < firstTabledYear || year >= firstTabledYear + 300 || month < 1 || month > 12 || day < 1) return Number.NaN;
  if (day > 28 && day > daysInMonth(year, month)) return Number.NaN;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN;
  const days = daysBefore[(year - firstTabledYear) * 12 + month - 1]! + day - 1;
  return days * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

/** Offset in ms from `Z`, `UTC`, `GMT`, `+0200`, `+02:00`, `-08`, with or without a blank before it. */
function readOffset(bytes: Uint8Array, start: number, end: number): number {
  let p = start;
  if (bytes[p] === 32) p++;
  const sign = bytes[p]!;
  if ((sign | 32) === 122) return p + 1 === end ? 0 : misfit;
  if (sign === 43 || sign === 45) {
    const hours = p + 3 <= end ? twoDigits(bytes, p + 1) : -1;
    p += 3;
    let minutes = 0;
    if (p < end) {
      if (bytes[p] === 58) p++;
      if (p + 2 !== end) return misfit;
      minutes = twoDigits(bytes, p);
    }
    if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return misfit;
    const offset = hours * 3_600_000 + minutes * 60_000;
    return sign === 45 ? -offset : offset;
  }
  if (end - p === 3) {
    const name = String.fromCharCode(bytes[p]! | 32, bytes[p + 1]! | 32, bytes[p + 2]! | 32);
    if (name === 'utc' || name === 'gmt') return 0;
  }
  return misfit;
}

function epochReader(unitMs: number, spellings: TimeSpellings) {
  return (bytes: Uint8Array, start: number, end: number): number => {
    while (start < end && bytes[start] === 32) start++;
    while (start < end && bytes[end - 1] === 32) end--;
    if (start === end) return Number.NaN;
    const negative = bytes[start] === 45;
    let p = negative ? start + 1 : start;
    if (p === end || end - p > 15) return misfit;
    let value = 0;
    for (; p < end; p++) {
      const digit = bytes[p]! - 48;
      if (digit < 0 || digit > 9) return misfit;
      value = value * 10 + digit;
    }
    const ms = (negative ? -value : value) * unitMs;
    if (Math.abs(ms) > 8.64e15) return misfit;
    spellings.times++;
    return ms;
  };
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

function fourDigits(bytes: Uint8Array, at: number): number {
  const high = twoDigits(bytes, at);
  const low = twoDigits(bytes, at + 2);
  return high < 0 || low < 0 ? -1 : high * 100 + low;
}
