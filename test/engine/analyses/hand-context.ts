import type { AnalysisContext, VersionInForce } from '#engine/analyses/context.ts';
import { groupSelection } from '#engine/analyses/grouping.ts';
import { leakageBody } from '#engine/analyses/leakage.ts';
import { slaBody, touchesMeasurable } from '#engine/analyses/sla.ts';
import { slaTargets } from '#engine/analyses/sla-targets.ts';
import type { Facts } from '#engine/facts/facts.ts';

/** Every handoff of the facts. */
export function allHandoffs({ handoffs }: Facts): Int32Array {
  return Int32Array.from({ length: handoffs.count }, (_, i) => i);
}

/** A context over all handoffs; rules are not at hand, warnings are collected. */
export function handContext(facts: Facts, versions: VersionInForce[] = []): AnalysisContext & { warnings: string[] } {
  const warnings: string[] = [];
  return {
    facts,
    request: {},
    selection: allHandoffs(facts),
    versions,
    ruleMask: () => {
      throw new Error('no rules here');
    },
    clausesOn: () => [],
    warn: (sentence) => warnings.push(sentence),
    warnings,
  };
}

/** Leakage without prices and with no rejection out of policy. */
export function unpricedLeakage(facts: Facts, selection = allHandoffs(facts)) {
  return leakageBody(facts, selection, () => false, { price: () => null, reason: 'no prices here' });
}

/** Response times of all handoffs, and of each group of one dimension. */
export function slaOf(facts: Facts, by: string[] = []) {
  const context = handContext(facts);
  const targets = slaTargets(context, facts.policy.sla);
  const body = (rows: Int32Array) => slaBody(context, targets, rows, rows, touchesMeasurable(context));
  return {
    ...body(context.selection),
    groups: groupSelection(facts, context.selection, by).map(({ value, selection, by: name }) => ({ by: name, value, ...body(selection) })),
    warnings: context.warnings,
  };
}
