import type { Column, TextColumn } from '#domain/columns.ts';
import { equalsAny, maskOfBoolean, maskOfFilled, maskOfInterval, maskOfIntervals, maskOfText } from './column-mask.ts';
import { criteriaError } from './criteria-error.ts';
import { timesInteger } from './decimal.ts';
import { foldText } from './fold-text.ts';
import { extentOf, type Interval, intervalOf, point } from './interval.ts';
import { type Mask, newMask, notMask } from './mask.ts';
import type { RecordSource } from './record-source.ts';
import {
  type Between,
  type Compare,
  type CompareOperator,
  type Duration,
  type FieldRef,
  fieldText,
  type InList,
  type InPicklist,
  type IsState,
  type Literal,
  type Match,
  type NumberLiteral,
  type Unit,
  type Window,
  type Within,
} from './tree.ts';
import { isTurned } from './turned.ts';

/** Rows that a predicate is asked of: the records themselves, or the related records of each. */
export interface Frame {
  readonly length: number;
  readonly source: RecordSource;
  /** A column aligned with the frame's rows; undefined is a field empty in all of them. */
  column(ref: FieldRef): Column | undefined;
}

export type FieldPredicate = Compare | InList | InPicklist | Between | Match | IsState | Duration | Within;

/** The rows of a frame that meet a predicate over fields. Two values: what an empty field meets is `not` of something, never unknown. */
export function fieldPredicateMask(predicate: FieldPredicate, frame: Frame): Mask {
  const mask = positiveMask(predicate, frame);
  if (isTurned(predicate)) notMask(mask);
  return mask;
}

function positiveMask(predicate: FieldPredicate, frame: Frame): Mask {
  if (predicate.kind === 'duration') return durationMask(predicate, frame);
  const column = frame.column(predicate.field);
  if (column === undefined) return newMask(frame.length);
  switch (predicate.kind) {
    case 'compare':
      if (predicate.operator === '=' || predicate.operator === '!=') return equalMask(predicate.field, column, [predicate.value], frame);
      return rangeMask(predicate.field, column, [intervalFor(predicate.operator, predicate.value, predicate.field, column, frame)]);
    case 'in':
      return equalMask(predicate.field, column, predicate.values, frame);
    case 'inPicklist':
      return equalMask(predicate.field, column, picklistLiterals(predicate.picklist, frame.source), frame);
    case 'between': {
      const { low } = intervalFor('>=', predicate.low, predicate.field, column, frame);
      const { high } = intervalFor('<=', predicate.high, predicate.field, column, frame);
      return rangeMask(predicate.field, column, [{ low, high }]);
    }
    case 'match':
      return matchMask(predicate, column);
    case 'is':
      return maskOfFilled(column);
    case 'within':
      return windowMask(timesOf(predicate.field, column), predicate.window, frame);
  }
}

function equalMask(field: FieldRef, column: Column, values: readonly Literal[], frame: Frame): Mask {
  if (column.kind === 'text')
    return maskOfText(
      column,
      equalsAny(
        values.map((value) => textOf(field, column, value)),
        column.id,
      ),
    );
  if (column.kind === 'boolean') {
    const truths = values.map((value) => (value.kind === 'boolean' ? value.value : misfit(field, column, value.kind)));
    return maskOfBoolean(column.values, truths);
  }
  return rangeMask(
    field,
    column,
    values.map((value) => intervalFor('=', value, field, column, frame)),
  );
}

function rangeMask(field: FieldRef, column: Column, intervals: Interval[]): Mask {
  if (column.kind === 'text' || column.kind === 'boolean') return misfit(field, column, 'an order');
  return maskOfIntervals(column.values, intervals);
}

function intervalFor(operator: Exclude<CompareOperator, '!='>, value: Literal, field: FieldRef, column: Column, frame: Frame): Interval {
  return intervalOf(operator, extentOf(value, column, frame.source.clock) ?? misfit(field, column, value.kind));
}

function matchMask(predicate: Match, column: Column): Mask {
  if (column.kind !== 'text') return misfit(predicate.field, column, predicate.mode);
  const wanted = predicate.values.map((value) => textOf(predicate.field, column, value));
  const parts = (column.id ? wanted : wanted.map(foldText)).filter((part) => part !== '');
  const tests = {
    contains: (text: string) => parts.some((part) => text.includes(part)),
    'starts with': (text: string) => parts.some((part) => text.startsWith(part)),
    'ends with': (text: string) => parts.some((part) => text.endsWith(part)),
  };
  return maskOfText(column, tests[predicate.mode]);
}

function textOf(field: FieldRef, column: TextColumn, value: Literal): string {
  return value.kind === 'text' ? value.value : misfit(field, column, value.kind);
}

function picklistLiterals(name: string, source: RecordSource): Literal[] {
  const values = source.picklist(name);
  if (values === undefined) throw criteriaError(`no picklist @${name}`, undefined, `@${name}`, 'a governed picklist');
  return values.map((value) => ({ kind: 'text', value }));
}

function durationMask(predicate: Duration, frame: Frame): Mask {
  const from = frame.column(predicate.from);
  const to = frame.column(predicate.to);
  if (from === undefined || to === undefined) return newMask(frame.length);
  const starts = timesOf(predicate.from, from);
  const ends = timesOf(predicate.to, to);
  const spans = new Float64Array(frame.length);
  if (predicate.unit === 'business hours') {
    const between = businessMs(frame.source);
    for (let i = 0; i < spans.length; i++) spans[i] = between(starts[i]!, ends[i]!);
  } else for (let i = 0; i < spans.length; i++) spans[i] = ends[i]! - starts[i]!;
  const operator = predicate.operator === '!=' ? '=' : predicate.operator;
  return maskOfInterval(spans, intervalOf(operator, point(amountMs(predicate.value, predicate.unit))));
}

/** The rows whose time lies in a window. A window of business hours starts (before) or ends (after) where so much open time lies between. */
export function windowMask(times: Float64Array, window: Window, frame: Frame): Mask {
  const length = amountMs(window.amount, window.unit);
  const anchors = anchorTimes(window, frame);
  const mask = newMask(times.length);
  if (anchors === undefined) return mask;
  const isBefore = window.direction === 'before';
  if (window.unit === 'business hours') {
    const between = businessMs(frame.source);
    for (let i = 0; i < times.length; i++) {
      const [time, anchor] = [times[i]!, anchors[i]!];
      if (isBefore) mask[i] = length > 0 && time < anchor && between(time, anchor) <= length ? 1 : 0;
      else mask[i] = time >= anchor && between(anchor, time) < length ? 1 : 0;
    }
  } else if (isBefore) for (let i = 0; i < times.length; i++) mask[i] = +(times[i]! >= anchors[i]! - length) & +(times[i]! < anchors[i]!);
  else for (let i = 0; i < times.length; i++) mask[i] = +(times[i]! >= anchors[i]!) & +(times[i]! < anchors[i]! + length);
  return mask;
}

function anchorTimes(window: Window, frame: Frame): Float64Array | undefined {
  if (window.anchor === 'as of') return new Float64Array(frame.length).fill(frame.source.asOfMs);
  const column = frame.column(window.anchor);
  return column && timesOf(window.anchor, column);
}

const unitMs: Record<Unit, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, 'business hours': 3_600_000 };

/** A number of units as exact decimal text in milliseconds; a day is 24 hours. */
export function amountMsText(amount: NumberLiteral, unit: Unit): string {
  return timesInteger(amount.decimal, unitMs[unit]);
}

function amountMs(amount: NumberLiteral, unit: Unit): number {
  return Number(amountMsText(amount, unit));
}

/** Open time from one instant to another, negative where the second comes first. */
function businessMs(source: RecordSource): (fromMs: number, toMs: number) => number {
  const between = source.businessMsBetween?.bind(source);
  if (between === undefined)
    throw criteriaError(
      'this rule counts business hours, but no business calendar is set; set one in the policy',
      undefined,
      'business hours',
      'a calendar',
    );
  return (fromMs, toMs) => (toMs >= fromMs ? between(fromMs, toMs) : toMs < fromMs ? -between(toMs, fromMs) : Number.NaN);
}

function timesOf(field: FieldRef, column: Column): Float64Array {
  return column.kind === 'time' ? column.values : misfit(field, column, 'a time');
}

function misfit(field: FieldRef, column: Column, wanted: string): never {
  const message = `${fieldText(field)} holds ${column.kind} in this extract, the rule needs ${wanted}; check the rule against the field dictionary`;
  throw criteriaError(message, undefined, column.kind, wanted);
}
