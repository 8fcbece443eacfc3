import type { Column } from '#domain/columns.ts';
import { maskOfInterval } from './column-mask.ts';
import { criteriaError } from './criteria-error.ts';
import { gatherColumn } from './gather-column.ts';
import { intervalOf, point } from './interval.ts';
import { andMask, type Mask, newMask, notMask } from './mask.ts';
import { type Frame, windowMask } from './predicate-mask.ts';
import { windowField } from './reach.ts';
import type { RelatedSource } from './record-source.ts';
import type { Count, Exists, FieldRef, RelatedName, Rule } from './tree.ts';

const mostEntries = 100_000_000;

/** A frame that stands on another: each row is one related record of a row of the outer frame. */
interface RelatedFrame extends Frame {
  /** Row of the outer frame. */
  readonly owners: Int32Array;
  /** Record of the source under each row, for `exists` within `where`. */
  readonly records: Int32Array;
}

/**
 * The rows of a frame with related records, or with so many, that meet a `where` and lie in a window.
 * @param maskOfRule evaluates the `where` over the related records; there the outer fields are in sight too.
 * @throws ParleyError E_CRITERIA where one `where` within another spans more than 100,000,000 pairs.
 */
export function relatedPredicateMask(predicate: Exists | Count, frame: Frame, maskOfRule: MaskOfRule): Mask {
  const counts = countRelated(predicate, frame, maskOfRule);
  if (predicate.kind === 'exists') return maskOfInterval(counts, { low: 1, high: Infinity });
  const operator = predicate.operator === '!=' ? '=' : predicate.operator;
  const mask = maskOfInterval(counts, intervalOf(operator, point(predicate.value.value)));
  if (predicate.operator === '!=') notMask(mask);
  return mask;
}

type MaskOfRule = (rule: Rule, frame: Frame) => Mask;

/** For each row of a frame, how many related records `exists` or `count` speaks of. Deleted ones don't count. */
export function countRelated(predicate: Exists | Count, frame: Frame, maskOfRule: MaskOfRule): Float64Array {
  const counts = new Float64Array(frame.length);
  const related = frame.source.related(predicate.related);
  if (related !== undefined) countInto(counts, predicate, related, frame, maskOfRule);
  return counts;
}

function countInto(counts: Float64Array, predicate: Exists | Count, related: RelatedSource, outer: Frame, maskOfRule: MaskOfRule): void {
  const frame = relatedFrame(predicate.related, related, outer);
  let met: Mask | undefined;
  if (predicate.where) met = maskOfRule(predicate.where, frame);
  if (predicate.window) {
    const times = frame.column({ object: predicate.related, name: windowField[predicate.related], custom: false });
    const anchored: Frame = { ...frame, column: (ref) => outerColumn(ref, outer, frame.owners) };
    const inWindow = times?.kind === 'time' ? windowMask(times.values, predicate.window, anchored) : newMask(frame.length);
    if (met) andMask(met, inWindow);
    else met = inWindow;
  }
  const deleted = frame.column({ object: predicate.related, name: 'isDeleted', custom: false });
  const gone = deleted?.kind === 'boolean' ? deleted.values : undefined;
  for (let i = 0; i < frame.length; i++) if ((met === undefined || met[i]) && gone?.[i] !== 1) counts[frame.owners[i]!]!++;
}

function relatedFrame(name: RelatedName, related: RelatedSource, outer: Frame): RelatedFrame {
  const { starts, rows } = related;
  const outerRecords = 'records' in outer ? (outer as RelatedFrame).records : undefined;
  let length = 0;
  for (let i = 0; i < outer.length; i++) {
    const record = outerRecords ? outerRecords[i]! : i;
    length += starts[record + 1]! - starts[record]!;
  }
  if (length > mostEntries) {
    const found = `${length} pairs`;
    throw criteriaError(
      `this rule pairs ${length} related records, expected at most ${mostEntries}; split it`,
      undefined,
      found,
      `${mostEntries} pairs`,
    );
  }
  const owners = new Int32Array(length);
  const relatedRows = new Int32Array(length);
  const records = new Int32Array(length);
  let at = 0;
  for (let i = 0; i < outer.length; i++) {
    const record = outerRecords ? outerRecords[i]! : i;
    for (let k = starts[record]!; k < starts[record + 1]!; k++, at++) {
      owners[at] = i;
      records[at] = record;
      relatedRows[at] = rows[k]!;
    }
  }
  const column = (ref: FieldRef): Column | undefined => {
    if (ref.object !== name) return outerColumn(ref, outer, owners);
    const found = related.field(ref.name, ref.custom);
    return found && gatherColumn(found, relatedRows);
  };
  return { length, source: outer.source, column, owners, records };
}

function outerColumn(ref: FieldRef, outer: Frame, owners: Int32Array): Column | undefined {
  const found = outer.column(ref);
  return found && gatherColumn(found, owners);
}
