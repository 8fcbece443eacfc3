import type { ColumnPlan } from '../parsed-file.ts';
import { hashBytes } from './hash-bytes.ts';
import { misfit } from './misfit.ts';
import { readBoolean } from './read-boolean.ts';
import { type MoneyReader, moneyReader } from './read-money.ts';
import { numberReader, type ValueReader } from './read-number.ts';
import { type TimeReader, type TimeSpellings, timeReader } from './read-time.ts';
import { createTextInterner, internText, type TextInterner } from './text-interner.ts';

/** Rows that one piece of a file holds at most. */
export const pieceRows = 32_768;

/** Texts of a nearly unique column, one after the other: no codes, a hash a row instead. */
export interface PlainTexts {
  bytes: Uint8Array;
  /** End of each row's text in `bytes`. */
  ends: Uint32Array;
  hashes: Int32Array;
}

export type ColumnPiece =
  | { kind: 'codes'; codes: Uint32Array }
  | ({ kind: 'plain' } & PlainTexts)
  | { kind: 'values'; values: Float64Array; scale: number; spellings?: TimeSpellings }
  | { kind: 'flags'; flags: Uint8Array };

/** Where a worker puts one column's values while it reads a piece. */
export interface ColumnSink {
  plan: ColumnPlan;
  /** Reads the field and puts it in row `row`; false where it does not fit the type. */
  put(bytes: Uint8Array, view: DataView, start: number, end: number, row: number): boolean;
  /** Takes the piece out and makes room for the next one. */
  take(rows: number): ColumnPiece;
  interner?: TextInterner;
}

/** @param required whether a blank field is a misfit, as it is for the id of a row. */
export function createColumnSink(plan: ColumnPlan, required: boolean): ColumnSink | undefined {
  switch (plan.type) {
    case 'skip':
      return undefined;
    case 'id':
    case 'text':
      return textSink(plan, required);
    case 'money':
      return moneySink(plan);
    case 'boolean':
      return booleanSink(plan);
    case 'number':
      return valueSink(plan, numberReader(plan.decimal ?? '.'));
    case 'time':
      return timeSink(plan);
  }
}

const encoder = new TextEncoder();

/** Values of the `missing` spellings that could also be read as values, so that `0` can mean "none". */
function missingValues(plan: ColumnPlan, read: ValueReader): Set<number> {
  const values = new Set<number>();
  for (const spelling of plan.missing ?? []) {
    const bytes = encoder.encode(spelling);
    const value = read(bytes, 0, bytes.length);
    if (value !== misfit && !Number.isNaN(value)) values.add(value);
  }
  return values;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function isMissing(missing: ReadonlySet<string>, bytes: Uint8Array, start: number, end: number): boolean {
  if (missing.size === 0 || end - start > 256) return false;
  return missing.has(decoder.decode(bytes.subarray(start, end)).trim().toLowerCase());
}

function valueSink(plan: ColumnPlan, read: ValueReader): ColumnSink {
  const values = new Float64Array(pieceRows);
  const missing = new Set(plan.missing);
  const missingNumbers = missingValues(plan, read);
  const anyMissingNumber = missingNumbers.size > 0;
  return {
    plan,
    put(bytes, _view, start, end, row) {
      const value = start === end ? Number.NaN : read(bytes, start, end);
      if (value === misfit) {
        values[row] = Number.NaN;
        return isMissing(missing, bytes, start, end);
      }
      values[row] = anyMissingNumber && missingNumbers.has(value) ? Number.NaN : value;
      return true;
    },
    take: (rows) => ({ kind: 'values', values: values.slice(0, rows), scale: 0 }),
  };
}

function timeSink(plan: ColumnPlan): ColumnSink {
  const missingTimes = missingValues(plan, timeReader(plan.dateFormat ?? 'iso', plan.timeZone, plan.dayZone).read);
  const reader: TimeReader = timeReader(plan.dateFormat ?? 'iso', plan.timeZone, plan.dayZone);
  const { read, spellings } = reader;
  const values = new Float64Array(pieceRows);
  const missing = new Set(plan.missing);
  const anyMissingTime = missingTimes.size > 0;
  return {
    plan,
    put(bytes, _view, start, end, row) {
      const value = start === end ? Number.NaN : read(bytes, start, end);
      if (value === misfit) {
        values[row] = Number.NaN;
        return isMissing(missing, bytes, start, end);
      }
      values[row] = anyMissingTime && missingTimes.has(value) ? Number.NaN : value;
      return true;
    },
    take(rows) {
      const piece = { kind: 'values' as const, values: values.slice(0, rows), scale: 0, spellings: { ...spellings } };
      spellings.dates = spellings.midnights = spellings.times = 0;
      return piece;
    },
  };
}

function moneySink(plan: ColumnPlan): ColumnSink {
  const reader: MoneyReader = moneyReader(plan.decimal ?? '.');
  const values = new Float64Array(pieceRows);
  const missing = new Set(plan.missing);
  const missingAmounts = missingValues(plan, (bytes, start, end) => {
    const units = reader.read(bytes, start, end);
    return units === misfit ? misfit : units / 10 ** reader.decimals;
  });
  let scale = 2;
  return {
    plan,
    put(bytes, _view, start, end, row) {
      const units = start === end ? Number.NaN : reader.read(bytes, start, end);
      values[row] = Number.NaN;
      if (units === misfit) return isMissing(missing, bytes, start, end);
      if (Number.isNaN(units)) return true;
      if (missingAmounts.size > 0 && missingAmounts.has(units / 10 ** reader.decimals)) return true;
      if (reader.decimals > scale) {
        const factor = 10 ** (reader.decimals - scale);
        for (let earlier = 0; earlier < row; earlier++) values[earlier] = values[earlier]! * factor;
        scale = reader.decimals;
      }
      const scaled = units * 10 ** (scale - reader.decimals);
      if (Math.abs(scaled) > Number.MAX_SAFE_INTEGER) return false;
      values[row] = scaled;
      return true;
    },
    take(rows) {
      const piece = { kind: 'values' as const, values: values.slice(0, rows), scale };
      scale = 2;
      return piece;
    },
  };
}

function booleanSink(plan: ColumnPlan): ColumnSink {
  const flags = new Uint8Array(pieceRows);
  const missing = new Set(plan.missing);
  const missingFlags = missingValues(plan, readBoolean);
  return {
    plan,
    put(bytes, _view, start, end, row) {
      let flag = readBoolean(bytes, start, end);
      if (flag === 3) {
        flags[row] = 2;
        return isMissing(missing, bytes, start, end);
      }
      if (missingFlags.size > 0 && missingFlags.has(flag)) flag = 2;
      flags[row] = flag;
      return true;
    },
    take: (rows) => ({ kind: 'flags', flags: flags.slice(0, rows) }),
  };
}

/** Rows after which a column without repeats is taken for nearly unique. */
const rowsToJudge = 2000;

function textSink(plan: ColumnPlan, required: boolean): ColumnSink {
  const interner = createTextInterner();
  const codes = new Uint32Array(pieceRows);
  let rowsSeen = 0;
  let plain: PlainTexts | undefined;
  const putPlain = (bytes: Uint8Array, view: DataView, start: number, end: number, row: number): boolean => {
    const into = plain!;
    let at = row === 0 ? 0 : into.ends[row - 1]!;
    const to = at + end - start;
    if (to > into.bytes.length) {
      const grown = new Uint8Array(Math.max(to, into.bytes.length * 2));
      grown.set(into.bytes.subarray(0, at));
      into.bytes = grown;
    }
    const own = into.bytes;
    for (let p = start; p < end; p++) own[at++] = bytes[p]!;
    into.ends[row] = to;
    into.hashes[row] = start === end ? 0 : hashBytes(view, start, end);
    return true;
  };
  return {
    plan,
    interner,
    put(bytes, view, start, end, row) {
      if (required && start === end) return false;
      if (plain !== undefined) return putPlain(bytes, view, start, end, row);
      codes[row] = internText(interner, bytes, view, start, end);
      return true;
    },
    take(rows) {
      if (plain !== undefined) {
        const length = rows === 0 ? 0 : plain.ends[rows - 1]!;
        return { kind: 'plain', bytes: plain.bytes.slice(0, length), ends: plain.ends.slice(0, rows), hashes: plain.hashes.slice(0, rows) };
      }
      const piece: ColumnPiece = { kind: 'codes', codes: codes.slice(0, rows) };
      rowsSeen += rows;
      if (rowsSeen >= rowsToJudge && interner.size > rowsSeen * 0.999) {
        plain = { bytes: new Uint8Array(1 << 16), ends: new Uint32Array(pieceRows), hashes: new Int32Array(pieceRows) };
      }
      return piece;
    },
  };
}
