import { formatCriteria } from '#criteria/format.ts';
import { parseCriteria } from '#criteria/parse.ts';
import type { Rule } from '#criteria/tree.ts';

/** A rule in its canonical text, which is what is stored, hashed and signed. Throws E_CRITERIA where it can't be read. */
export function canonicalCriteria(text: string): string {
  return formatCriteria(parseCriteria(text).rule);
}

/** The clauses that a rule demands together, each in canonical text; none for no rule. */
export function criteriaClauses(text: string | null): string[] {
  if (text === null) return [];
  return conjuncts(parseCriteria(text).rule).map(formatCriteria);
}

function conjuncts(rule: Rule): Rule[] {
  return rule.kind === 'and' ? rule.parts.flatMap(conjuncts) : [rule];
}
