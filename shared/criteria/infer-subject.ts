import type { Subject } from './reach.ts';
import type { Rule } from './tree.ts';
import { fieldRefsOf, predicatesOf } from './walk.ts';

/** What a rule is over where nobody says: the handoff if it names one, else the lead, the opportunity, the account, whichever it names first in that order. */
export function inferSubject(rule: Rule): Subject {
  const named = new Set<string>();
  const related = new Set<string>();
  for (const predicate of predicatesOf(rule, true)) {
    if (predicate.kind === 'exists' || predicate.kind === 'count') related.add(predicate.related);
    for (const ref of fieldRefsOf(predicate)) named.add(ref.object);
  }
  if (named.has('handoff')) return 'handoff';
  if (named.has('lead')) return 'lead';
  if (named.has('opportunity') && !related.has('opportunity')) return 'opportunity';
  if (named.has('account')) return 'account';
  return 'lead';
}
