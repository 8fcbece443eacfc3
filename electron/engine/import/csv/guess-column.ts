import type { ColumnPlan, DateFormat } from '../parsed-file.ts';
import { misfit } from './misfit.ts';
import { readBoolean } from './read-boolean.ts';
import { moneyReader } from './read-money.ts';
import { numberReader } from './read-number.ts';
import { timeReader } from './read-time.ts';

/** One way to read a column, and what it makes of the example. */
export interface Reading {
  dateFormat?: DateFormat;
  decimal?: '.' | ',';
  /** ISO date or plain decimal of the example under this reading. */
  shows: string;
}

/** What a column seems to hold. */
export interface ColumnGuess {
  header: string;
  index: number;
  type: Exclude<ColumnPlan['type'], 'skip'>;
  dateFormat?: DateFormat;
  decimal?: '.' | ',';
  /** All values are zone-less midnights: dates written as times. */
  midnightIsDate?: boolean;
  /** Set where no value decides between the readings; type and format are then only the likelier one. */
  ambiguous?: { kind: 'date' | 'decimal'; example: string; readings: Reading[] };
  /** Values such as `1.23E+15`: ids that a spreadsheet has damaged. */
  damaged: number;
  /** Usual spellings of "no value" that occur, lower-cased. */
  missing: string[];
  filled: number;
  rows: number;
  samples: string[];
}

const missingSpellings = new Set([
  'n/a',
  'na',
  'null',
  'none',
  '-',
  '--',
  'unknown',
  'select',
  '#n/a',
  'undefined',
  'nan',
  '(blank)',
  '[null]',
]);
const damagedId = /^[+-]?\d(?:[.,]\d+)?E\+\d{2,}$/i;
const dateHeader = /date|time|\bat\b|_at$|[a-z]At$|created|updated|modified|timestamp|birthday/i;
const moneyHeader = /amount|revenue|price|cost|budget|salary|\b(?:arr|mrr|acv|tcv)\b|_usd$|_eur$/i;
const idHeader = /(?:^|[^A-Za-z])(?:id|Id|ID)$|[a-z](?:Id|ID)$|(?:^|[^A-Za-z])[Kk]ey$/;
const phoneHeader = /phone|mobile|fax|zip|postal|duns|sic/i;
const booleanHeader = /^(?:is|has|do|does|can|was|active|enabled)(?:[A-Z_ ]|$)/i;
const booleanWords = new Set(['true', 'false', 'yes', 'no', 'y', 'n', 't', 'f']);
const salesforceId = /^(?=[a-zA-Z0-9]*\d)[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
const encoder = new TextEncoder();

/** Proposes the type of one column from values of it. */
export function guessColumn(header: string, index: number, values: readonly string[]): ColumnGuess {
  const filled = values.filter((value) => value.trim() !== '');
  const missing = new Set<string>();
  const told = new Set<string>();
  for (const value of filled) {
    const key = value.trim().toLowerCase();
    if (missingSpellings.has(key)) missing.add(key);
    else told.add(value);
  }
  const distinct = [...told];
  const damaged = filled.filter((value) => damagedId.test(value.trim())).length;
  const base = {
    header,
    index,
    damaged,
    missing: [...missing],
    filled: filled.length,
    rows: values.length,
    samples: distinct.slice(0, 5),
  };
  return { ...base, ...judge(header, distinct, damaged, filled.length) };
}

type Judgement = Pick<ColumnGuess, 'type' | 'dateFormat' | 'decimal' | 'midnightIsDate' | 'ambiguous'>;

function judge(header: string, values: readonly string[], damaged: number, filled: number): Judgement {
  if (values.length === 0) return { type: idHeader.test(header) ? 'id' : 'text' };
  if (idHeader.test(header) || values.every((value) => salesforceId.test(value))) return { type: 'id' };
  if (damaged * 2 > filled) return { type: 'text' };
  const words = values.every((value) => booleanWords.has(value.trim().toLowerCase()));
  const flags = booleanHeader.test(header) && values.every((value) => fits(readBoolean, value, 3));
  if (words || flags) return { type: 'boolean' };
  const time = judgeTime(header, values);
  if (time !== undefined) return time;
  if (phoneHeader.test(header) || values.some((value) => /^\s*(?:0\d+|\+\d[\d\s()/-]*\d{5}|\d{16,})\s*$/.test(value)))
    return { type: 'text' };
  return judgeNumber(header, values) ?? { type: 'text' };
}

function fits(read: (bytes: Uint8Array, start: number, end: number) => number, value: string, bad: number): boolean {
  const bytes = encoder.encode(value);
  return read(bytes, 0, bytes.length) !== bad;
}

function judgeTime(header: string, values: readonly string[]): Judgement | undefined {
  const spelled: DateFormat[] = ['iso', 'yearFirstSlash', 'dayMonthName', 'dayFirst', 'monthFirst'];
  const fitting = spelled.filter((format) => {
    const { read } = timeReader(format);
    return values.every((value) => fits(read, value, misfit));
  });
  const [first] = fitting;
  if (first !== undefined) {
    const midnightIsDate = onlyMidnights(first, values) ? { midnightIsDate: true } : {};
    const dotted = values.every((value) => /^\s*\d{1,2}\./.test(value));
    if (fitting.length === 1 || dotted) return { type: 'time', dateFormat: first, ...midnightIsDate };
    const example = values.find((value) => readTime('dayFirst', value) !== readTime('monthFirst', value));
    if (example === undefined) return { type: 'time', dateFormat: first, ...midnightIsDate };
    const readings = fitting.map((dateFormat) => ({
      dateFormat,
      shows: new Date(readTime(dateFormat, example)).toISOString().slice(0, 10),
    }));
    return { type: 'time', dateFormat: first, ...midnightIsDate, ambiguous: { kind: 'date', example, readings } };
  }
  if (!dateHeader.test(header)) return undefined;
  if (values.every((value) => /^\s*\d{12,13}\s*$/.test(value))) return { type: 'time', dateFormat: 'epochMs' };
  if (values.every((value) => /^\s*1\d{9}\s*$/.test(value))) return { type: 'time', dateFormat: 'epochSeconds' };
  return undefined;
}

function readTime(format: DateFormat, value: string): number {
  const bytes = encoder.encode(value);
  return timeReader(format).read(bytes, 0, bytes.length);
}

function onlyMidnights(format: DateFormat, values: readonly string[]): boolean {
  const { read, spellings } = timeReader(format);
  for (const value of values) {
    const bytes = encoder.encode(value);
    read(bytes, 0, bytes.length);
  }
  return spellings.midnights > 1 && spellings.dates === 0 && spellings.times === 0;
}

function judgeNumber(header: string, values: readonly string[]): Judgement | undefined {
  const kinds = moneyHeader.test(header) ? (['money'] as const) : (['number', 'money'] as const);
  for (const type of kinds) {
    const readers = (['.', ','] as const).map((decimal) => {
      const money = moneyReader(decimal);
      const read =
        type === 'number'
          ? numberReader(decimal)
          : (bytes: Uint8Array, start: number, end: number) => scaled(money.read(bytes, start, end), money);
      return { decimal, read: (value: string) => read(encoder.encode(value), 0, encoder.encode(value).length) };
    });
    const fitting = readers.filter(({ read }) => values.every((value) => read(value) !== misfit));
    const [first, second] = fitting;
    if (first === undefined) continue;
    if (second === undefined) return { type, decimal: first.decimal };
    const example = values.find((value) => first.read(value) !== second.read(value));
    if (example === undefined) return { type, decimal: '.' };
    const readings = fitting.map(({ decimal, read }) => ({ decimal, shows: String(read(example)) }));
    return { type, decimal: '.', ambiguous: { kind: 'decimal', example, readings } };
  }
  return undefined;
}

function scaled(units: number, { decimals }: { decimals: number }): number {
  return units === misfit ? misfit : units / 10 ** decimals;
}
