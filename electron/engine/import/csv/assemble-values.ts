import type { BooleanColumn, MoneyColumn, NumberColumn, TimeColumn } from '#domain/columns.ts';
import { zoneClock } from '#domain/time-zone.ts';
import type { ColumnPlan } from '../parsed-file.ts';
import type { ValuePiece } from './open-pieces.ts';

/** One number, money or time column from the pieces of a file; amounts are brought to the largest scale that occurs. */
export function assembleValues(pieces: readonly ValuePiece[], rows: number, plan: ColumnPlan): NumberColumn | MoneyColumn | TimeColumn {
  const values = new Float64Array(rows);
  let scale = plan.type === 'money' ? 2 : 0;
  let dates = 0;
  let midnights = 0;
  let times = 0;
  for (const piece of pieces) {
    scale = Math.max(scale, piece.scale);
    dates += piece.spellings?.dates ?? 0;
    midnights += piece.spellings?.midnights ?? 0;
    times += piece.spellings?.times ?? 0;
  }
  let row = 0;
  for (const piece of pieces) {
    values.set(piece.values, row);
    if (plan.type === 'money' && piece.scale < scale) {
      const factor = 10 ** (scale - piece.scale);
      for (let i = row; i < row + piece.values.length; i++) values[i] = values[i]! * factor;
    }
    row += piece.values.length;
  }
  if (plan.type === 'money') return { kind: 'money', values, scale };
  if (plan.type === 'number') return { kind: 'number', values };
  const midnightDates = plan.midnightIsDate === true && dates === 0 && times === 0 && midnights > 0;
  if (midnightDates) toDayStarts(values, plan);
  return { kind: 'time', values, dateOnly: midnightDates || (dates > 0 && midnights === 0 && times === 0) };
}

/** Midnights of the values' zone become the starts of the same days in the zone of dates. */
function toDayStarts(values: Float64Array, plan: ColumnPlan): void {
  const from = plan.timeZone ?? 'UTC';
  const to = plan.dayZone ?? 'UTC';
  if (from === to) return;
  const clock = zoneClock(from);
  const days = zoneClock(to);
  for (let row = 0; row < values.length; row++) {
    const ms = values[row]!;
    if (!Number.isNaN(ms)) values[row] = days.dayStartMs(clock.dayIndex(ms));
  }
}

/** Rows whose amount in the column's scale is more units than a double holds exactly. */
export function oversizeAmounts({ values }: MoneyColumn): number[] {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (Math.abs(values[row]!) > Number.MAX_SAFE_INTEGER) rows.push(row);
  return rows;
}

export function assembleFlags(pieces: readonly Uint8Array[], rows: number): BooleanColumn {
  const values = new Uint8Array(rows);
  let row = 0;
  for (const flags of pieces) {
    values.set(flags, row);
    row += flags.length;
  }
  return { kind: 'boolean', values };
}
