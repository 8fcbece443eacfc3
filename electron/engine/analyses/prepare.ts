import type { AnalysisRequestInput } from '#contract/analyses/parts.ts';
import { clausesOf } from '#criteria/clauses.ts';
import { fieldText } from '#criteria/tree.ts';
import { fieldRefsOf, predicatesOf } from '#criteria/walk.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseIsoTime } from '#domain/iso-time.ts';
import type { Facts } from '../facts/facts.ts';
import type { Session } from '../session.ts';
import { clauseValue } from './clause-value.ts';
import type { AnalysisContext, ClauseFinding, VersionInForce } from './context.ts';
import { selectHandoffs } from './selection.ts';

export interface Prepared {
  context: AnalysisContext;
  warnings: string[];
  applied: VersionInForce[];
}

/** Facts, versions and the selection that a request asks for. */
export function prepareAnalysis(session: Session, request: AnalysisRequestInput): Prepared {
  const { timeZone } = session.workspace.settings;
  const asOfMs = request.asOf === undefined ? undefined : asOfOf(request.asOf, timeZone);
  const facts = session.facts(asOfMs, request.definition);
  const versions = session.versions(request.definition);
  const warnings: string[] = [];
  if (request.definition !== undefined) warnings.push(`What-if: ${request.definition} is applied as if it had always been in force.`);
  const ruleMask = (criteria: string): Uint8Array =>
    session.rules(facts, 'handoff').evaluate(session.rule(criteria, 'handoff', facts.asOfMs).rule).mask;
  const filter = request.filter === undefined ? undefined : ruleMask(request.filter);
  return {
    context: {
      facts,
      request,
      versions,
      selection: selectHandoffs(facts, request, filter),
      ruleMask,
      clausesOn: clauseReader(session, facts),
      warn: (sentence) => warnings.push(sentence),
    },
    warnings,
    applied: versions.filter(({ fromMs, toMs }) => fromMs <= facts.asOfMs && facts.asOfMs < toMs),
  };
}

function asOfOf(text: string, timeZone: string): number {
  try {
    return parseIsoTime(text, timeZone);
  } catch (error) {
    if (error instanceof ParleyError)
      throw new ParleyError('E_ARGS', `asOf should be a time like 2026-03-31T00:00:00Z: ${error.message}`, { path: 'asOf' });
    throw error;
  }
}

/** Looks clauses up by rule and field once; each is evaluated over all leads at most once. */
function clauseReader(session: Session, facts: Facts): AnalysisContext['clausesOn'] {
  const known = new Map<string, { text: string; mask: Uint8Array }[]>();
  return (criteria, field, handoff): ClauseFinding[] => {
    const key = `${field}\u0000${criteria}`;
    let clauses = known.get(key);
    if (!clauses) {
      const { rule } = session.rule(criteria, 'lead', facts.asOfMs);
      const rules = session.rules(facts, 'lead');
      clauses = clausesOf(rule)
        .filter(({ rule: clause }) =>
          [...predicatesOf(clause)].some((predicate) => fieldRefsOf(predicate).some((ref) => fieldText(ref) === `lead.${field}`)),
        )
        .map(({ rule: clause, text }) => ({ text, mask: rules.evaluate(clause).mask.slice() }));
      known.set(key, clauses);
    }
    const lead = facts.handoffs.leadRow[handoff]!;
    return clauses.map(({ text, mask }) => ({ clause: text, met: mask[lead] === 1, value: clauseValue(facts.leads, field, lead) }));
  };
}
