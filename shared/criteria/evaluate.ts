import type { Column } from '#domain/columns.ts';
import { derivedFrom, emailDomainColumn } from './derived-field.ts';
import { formatCriteria } from './format.ts';
import { andMask, copyMask, countMask, type Mask, newMask, notMask, orMask } from './mask.ts';
import { type Frame, fieldPredicateMask } from './predicate-mask.ts';
import type { RecordSource } from './record-source.ts';
import { relatedPredicateMask } from './related-mask.ts';
import { type FieldRef, fieldText, type Predicate, type Rule } from './tree.ts';

/** The records that meet a rule. `total` counts the records that are not excluded; `mask` has 1 for each that meets the rule. */
export interface Evaluation {
  mask: Mask;
  count: number;
  total: number;
}

/** Evaluates rules over one source and keeps what each predicate met, so that a rule edited in one clause costs that clause. */
export interface RuleSession {
  readonly source: RecordSource;
  /** Throws ParleyError E_CRITERIA for a picklist, calendar or column type that the source can't answer with. */
  evaluate(rule: Rule): Evaluation;
}

/**
 * A session over one source.
 * @param source its columns must not change while the session lives.
 * @param keptMasks predicates kept, one byte a record each; the least recently used go first. Default 64.
 */
export function createRuleSession(source: RecordSource, keptMasks = 64): RuleSession {
  const frame = sourceFrame(source);
  const kept = new Map<string, Mask>();
  const predicateMask = (predicate: Predicate): Mask => {
    const key = formatCriteria(predicate);
    const known = kept.get(key);
    const mask = known ?? maskOfPredicate(predicate, frame);
    kept.delete(key);
    kept.set(key, mask);
    if (kept.size > keptMasks) kept.delete(kept.keys().next().value!);
    return mask;
  };
  let total = source.rowCount;
  if (source.excluded) for (const out of source.excluded) if (out) total--;
  return {
    source,
    evaluate(rule) {
      const mask = combine(rule, predicateMask, source.rowCount);
      if (source.excluded) for (let i = 0; i < mask.length; i++) if (source.excluded[i]) mask[i] = 0;
      return { mask, count: countMask(mask), total };
    },
  };
}

/**
 * Evaluates a checked rule over all records of a source.
 * @returns a mask of the source's length, how many records meet the rule, and of how many.
 * @throws ParleyError E_CRITERIA for a picklist, calendar or column type that the source can't answer with.
 * @remarks Two values, never three: comparing with an empty field is false and its `not` true.
 */
export function evaluateCriteria(rule: Rule, source: RecordSource): Evaluation {
  return createRuleSession(source, 0).evaluate(rule);
}

/** The rows of a frame that meet a rule; nothing is kept. */
export function maskOfRule(rule: Rule, frame: Frame): Mask {
  return combine(rule, (predicate) => maskOfPredicate(predicate, frame), frame.length);
}

function maskOfPredicate(predicate: Predicate, frame: Frame): Mask {
  if (predicate.kind === 'exists' || predicate.kind === 'count') return relatedPredicateMask(predicate, frame, maskOfRule);
  return fieldPredicateMask(predicate, frame);
}

/** The mask of a rule from its predicates' masks, which stay as they are. */
function combine(rule: Rule, maskOf: (predicate: Predicate) => Mask, length: number): Mask {
  if (rule.kind === 'not') {
    const mask = combine(rule.part, maskOf, length);
    notMask(mask);
    return mask;
  }
  if (rule.kind !== 'and' && rule.kind !== 'or') return copyMask(maskOf(rule));
  const join = rule.kind === 'and' ? andMask : orMask;
  const [first, ...others] = rule.parts;
  const mask = first === undefined ? newMask(length) : combine(first, maskOf, length);
  for (const part of others) {
    const isPlain = part.kind !== 'and' && part.kind !== 'or' && part.kind !== 'not';
    join(mask, isPlain ? maskOf(part) : combine(part, maskOf, length));
  }
  return mask;
}

/** The records of a source as a frame; derived columns are made once. */
export function sourceFrame(source: RecordSource): Frame {
  const derived = new Map<string, Column | undefined>();
  const column = (ref: FieldRef): Column | undefined => {
    const base = derivedFrom(ref);
    if (base === undefined) return source.field(ref);
    const key = fieldText(ref);
    if (!derived.has(key)) {
      const from = source.field({ ...ref, name: base });
      derived.set(key, from?.kind === 'text' ? emailDomainColumn(from) : undefined);
    }
    return derived.get(key);
  };
  return { length: source.rowCount, source, column };
}
