import type { Column } from '#domain/columns.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import { formatMinor } from '#domain/money-text.ts';
import { maskOfRule, sourceFrame } from './evaluate.ts';
import { formatCriteria, formatLiteral } from './format.ts';
import { gatherColumn } from './gather-column.ts';
import type { Frame } from './predicate-mask.ts';
import type { CriteriaClock, RecordSource } from './record-source.ts';
import { countRelated } from './related-mask.ts';
import { type FieldRef, fieldText, isPredicate, type Predicate, type Rule } from './tree.ts';
import { fieldRefsOf } from './walk.ts';

/** A field that a clause read, and its value as the extract has it; null is an empty field. */
export interface ExplainedValue {
  field: string;
  value: string | null;
}

/** A part of a rule, held against one record. `parts` are those of `and`, `or` and `not`; predicates have `values` instead. */
export interface Explanation {
  kind: 'and' | 'or' | 'not' | 'clause';
  text: string;
  met: boolean;
  values: ExplainedValue[];
  parts: Explanation[];
}

/**
 * Says clause by clause whether one record meets a rule, and on which values: by the same evaluation as `evaluateCriteria`.
 * @param row 0…rowCount − 1.
 * @throws ParleyError E_CRITERIA as `evaluateCriteria` does.
 * @remarks A record that stays out of counts is explained all the same.
 */
export function explainRecord(rule: Rule, source: RecordSource, row: number): Explanation {
  return explainRule(rule, sourceFrame(oneRecord(source, row)));
}

function explainRule(rule: Rule, frame: Frame): Explanation {
  const met = maskOfRule(rule, frame)[0] === 1;
  const text = formatCriteria(rule);
  if (isPredicate(rule)) return { kind: 'clause', text, met, values: valuesOf(rule, frame), parts: [] };
  const parts = rule.kind === 'not' ? [rule.part] : rule.parts;
  return { kind: rule.kind, text, met, values: [], parts: parts.map((part) => explainRule(part, frame)) };
}

function valuesOf(predicate: Predicate, frame: Frame): ExplainedValue[] {
  const { clock } = frame.source;
  const values = fieldRefsOf(predicate).map((ref) => ({ field: fieldText(ref), value: shownValue(frame.column(ref), 0, clock) }));
  if (predicate.kind !== 'exists' && predicate.kind !== 'count') return values;
  const count = countRelated(predicate, frame, maskOfRule)[0]!;
  return [{ field: `count ${predicate.related}`, value: String(count) }, ...values];
}

/** A value as the extract has it: text untouched, a date without a time as a date, money as a decimal; null for an empty field. */
export function shownValue(column: Column | undefined, row: number, clock: CriteriaClock): string | null {
  if (column === undefined) return null;
  if (column.kind === 'text') return column.dictionary.at(column.codes[row]!) || null;
  const value = column.values[row]!;
  if (column.kind === 'boolean') return value === 2 ? null : String(value === 1);
  if (Number.isNaN(value)) return null;
  if (column.kind === 'money') return formatMinor(value, column.scale);
  if (column.kind === 'number') return String(value);
  return column.dateOnly ? formatLiteral({ kind: 'date', ...clock.localParts(value) }) : formatIsoUtc(value);
}

/** The same source with one record. */
function oneRecord(source: RecordSource, row: number): RecordSource {
  const rows = Int32Array.of(row);
  return {
    ...source,
    rowCount: 1,
    excluded: undefined,
    field(ref: FieldRef) {
      const column = source.field(ref);
      return column && gatherColumn(column, rows);
    },
    related(name) {
      const related = source.related(name);
      if (related === undefined) return undefined;
      const own = related.rows.slice(related.starts[row]!, related.starts[row + 1]!);
      return { starts: Int32Array.of(0, own.length), rows: own, field: (column, custom) => related.field(column, custom) };
    },
  };
}
