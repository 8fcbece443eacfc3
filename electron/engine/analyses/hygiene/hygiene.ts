import type { HygieneResult } from '#contract/analyses/hygiene.ts';
import type { AnalysisContext } from '../context.ts';
import { checkOf, type Finding, idsOf, text } from './finding.ts';
import { fitnessGrades } from './fitness.ts';
import { handoffChecks } from './handoff-checks.ts';
import { leadChecks } from './lead-checks.ts';
import { opportunityChecks } from './opportunity-checks.ts';
import { picklistChecks } from './picklist-checks.ts';

/** What is wrong with the data, what it touches, and which metrics it leaves fit to show. Checks that found nothing stay in with 0. */
export function hygieneBody(context: AnalysisContext): Pick<HygieneResult, 'checks' | 'fitness'> {
  const { facts, versions } = context;
  const findings: Finding[] = [
    ...leadChecks(facts),
    ...handoffChecks(facts),
    ...opportunityChecks(facts),
    ...picklistChecks(facts, versions),
    deletedLeads(context),
  ];
  return {
    checks: findings.map((finding) => checkOf(facts, finding)).sort((a, b) => b.count - a.count || (a.check < b.check ? -1 : 1)),
    fitness: fitnessGrades(facts),
  };
}

function deletedLeads({ facts }: AnalysisContext): Finding {
  const rows: number[] = [];
  for (let lead = 0; lead < facts.included.length; lead++) if (facts.included[lead] === 0) rows.push(lead);
  return {
    check: 'deletedOrMerged',
    object: 'lead',
    finding: 'leads marked deleted or merged: kept, and left out of every count',
    ids: text(facts.leads, 'id') ? idsOf(facts.leads, rows) : [],
    of: facts.included.length,
    opportunityRows: [],
    distorts: [],
    count: rows.length,
  };
}
