import { businessHoursAfter } from '#domain/calendar.ts';
import { type PolicyStep, policyStepAt, type SlaPart } from '#domain/policy-in-force.ts';
import type { AnalysisContext } from './context.ts';

const minuteMs = 60_000;

/** The response target promised to each selected handoff; minutes NaN where none applies, due in ms UTC. */
export interface SlaTargets {
  targetMinutes: Float64Array;
  dueAt: Float64Array;
  /** Index of the rule in its step's `sla`, and the step itself: escalations hang on it. */
  rule: Int16Array;
  step: Int16Array;
  steps: readonly PolicyStep<SlaPart>[];
}

/**
 * Targets by the SLA version in force at each handoff's qualification: signing a tighter SLA never re-judges the past.
 * @param steps the policy's SLA steps; a single step from the beginning re-judges everything, as a labelled what-if.
 */
export function slaTargets({ facts, selection, ruleMask, warn }: AnalysisContext, steps: readonly PolicyStep<SlaPart>[]): SlaTargets {
  const { handoffs } = facts;
  const masks = steps.map(({ part }) =>
    part.sla.map(({ when }) => {
      if (when.trim() === 'default') return undefined;
      if (/^lead\.intent\b/.test(when.trim()) && !facts.leads.column('intent')) {
        warn('No intent column: the target for high-intent leads applies to nobody, and all stand under the other targets.');
        return new Uint8Array(handoffs.count);
      }
      return ruleMask(when);
    }),
  );
  const count = selection.length;
  const targets: SlaTargets = {
    targetMinutes: new Float64Array(count).fill(Number.NaN),
    dueAt: new Float64Array(count).fill(Number.NaN),
    rule: new Int16Array(count).fill(-1),
    step: new Int16Array(count),
    steps,
  };
  for (let k = 0; k < count; k++) {
    const i = selection[k]!;
    const qualifiedAt = handoffs.qualifiedAt[i]!;
    const step = policyStepAt(steps, qualifiedAt);
    const stepIndex = steps.indexOf(step);
    const rule = masks[stepIndex]!.findIndex((mask) => mask === undefined || mask[i] === 1);
    targets.step[k] = stepIndex;
    targets.rule[k] = rule;
    if (rule < 0) continue;
    const minutes = step.part.sla[rule]!.targetMinutes;
    targets.targetMinutes[k] = minutes;
    targets.dueAt[k] = step.part.calendar
      ? businessHoursAfter(step.part.calendar, qualifiedAt, minutes / 60)
      : qualifiedAt + minutes * minuteMs;
  }
  return targets;
}
