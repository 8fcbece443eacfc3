import { formatCriteria } from './format.ts';
import type { Rule } from './tree.ts';

/** The clauses of a rule: the parts of its outermost `and`, as canonical text. */
export function clausesOf(rule: Rule): { rule: Rule; text: string }[] {
  const parts = rule.kind === 'and' ? rule.parts : [rule];
  return parts.map((part) => ({ rule: part, text: formatCriteria(part) }));
}
