import type { FieldRef, Predicate, Rule, Window } from './tree.ts';

/** A rule's predicates in order of text; `within where` those inside `exists` and `count` too, after the one that holds them. */
export function* predicatesOf(rule: Rule, withWhere = false): Generator<Predicate> {
  if (rule.kind === 'and' || rule.kind === 'or') for (const part of rule.parts) yield* predicatesOf(part, withWhere);
  else if (rule.kind === 'not') yield* predicatesOf(rule.part, withWhere);
  else {
    yield rule;
    if (withWhere && (rule.kind === 'exists' || rule.kind === 'count') && rule.where) yield* predicatesOf(rule.where, true);
  }
}

/** The fields that a predicate itself names, its window's anchor included, its `where` left out. */
export function fieldRefsOf(predicate: Predicate): FieldRef[] {
  switch (predicate.kind) {
    case 'duration':
      return [predicate.from, predicate.to];
    case 'within':
      return [predicate.field, ...anchorRefs(predicate.window)];
    case 'exists':
    case 'count':
      return predicate.window ? anchorRefs(predicate.window) : [];
    default:
      return [predicate.field];
  }
}

function anchorRefs(window: Window): FieldRef[] {
  return window.anchor === 'as of' ? [] : [window.anchor];
}
