import type { ColumnPlan } from '../parsed-file.ts';
import type { TextRun } from './find-repeated-texts.ts';
import { misfit } from './misfit.ts';
import { missingTest } from './missing-test.ts';
import { createPlainTexts, type PlainTexts, putEmptyText, putPlainText, takePlainTexts } from './plain-texts.ts';
import { readBoolean } from './read-boolean.ts';
import { type MoneyReader, moneyReader } from './read-money.ts';
import { numberReader, type ValueReader } from './read-number.ts';
import { type TimeReader, type TimeSpellings, timeReader } from './read-time.ts';
import { createTextInterner, internText, type TextInterner } from './text-interner.ts';

/** Rows that one piece of a file holds at most. */
export const pieceRows = 32_768;

export type ColumnPiece =
  | { kind: 'codes'; codes: Uint8Array | Uint16Array | Uint32Array }
  /** Of a nearly unique column: no codes, the texts themselves. */
  | ({ kind: 'plain' } & TextRun)
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

function valueSink(plan: ColumnPlan, read: ValueReader): ColumnSink {
  const values = new Float64Array(pieceRows);
  const isMissing = missingTest(plan.missing);
  const missingNumbers = missingValues(plan, read);
  const anyMissingNumber = missingNumbers.size > 0;
  return {
    plan,
    put(bytes, _view, start, end, row) {
      const value = start === end ? Number.NaN : read(bytes, start, end);
      if (value === misfit) {
        values[row] = Number.NaN;
        return isMissing?.(bytes, start, end) === true;
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
  const isMissing = missingTest(plan.missing);
  const anyMissingTime = missingTimes.size > 0;
  return {
    plan,
    put(bytes, _view, start, end, row) {
      const value = start === end ? Number.NaN : read(bytes, start, end);
      if (value === misfit) {
        values[row] = Number.NaN;
        return isMissing?.(bytes, start, end) === true;
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
  const isMissing = missingTest(plan.missing);
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
      if (units === misfit) return isMissing?.(bytes, start, end) === true;
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
  const isMissing = missingTest(plan.missing);
  const missingFlags = missingValues(plan, readBoolean);
  return {
    plan,
    put(bytes, _view, start, end, row) {
      let flag = readBoolean(bytes, start, end);
      if (flag === 3) {
        flags[row] = 2;
        return isMissing?.(bytes, start, end) === true;
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
  return {
    plan,
    interner,
    put(bytes, view, start, end, row) {
      if (start === end) {
        if (required) return false;
        if (plain === undefined) codes[row] = 0;
        else putEmptyText(plain, row);
        return true;
      }
      if (plain === undefined) codes[row] = internText(interner, bytes, view, start, end);
      else putPlainText(plain, bytes, view, start, end, row);
      return true;
    },
    take(rows) {
      if (plain !== undefined) return takePlainTexts(plain, rows);
      rowsSeen += rows;
      if (rowsSeen >= rowsToJudge && interner.size > rowsSeen * 0.999) plain = createPlainTexts(pieceRows);
      return { kind: 'codes', codes: narrowest(codes.subarray(0, rows), interner.size) };
    },
  };
}

function narrowest(codes: Uint32Array, size: number): Uint8Array | Uint16Array | Uint32Array {
  if (size <= 0x100) return new Uint8Array(codes);
  return size <= 0x1_0000 ? new Uint16Array(codes) : codes.slice();
}
