import type { Policy } from './policy.ts';

/** The policy parts that answer for a moment in the past: a lead is judged by the target it was promised. */
export type SlaPart = Pick<Policy, 'sla' | 'calendar'>;
export type AcceptancePart = Pick<Policy, 'acceptanceWindowHours' | 'acceptanceClock' | 'acceptanceCalendar'>;
/** The parts that describe how a result is read as a whole. */
export type LimitsPart = Pick<
  Policy,
  'stalledHours' | 'withinDays' | 'fiscalYearStart' | 'maturityDays' | 'horizonDays' | 'rejectionAlarm'
>;

/** A part's value from a moment on. `fromMs` is -Infinity for "from the beginning". */
export interface PolicyStep<Part> {
  fromMs: number;
  version: number;
  part: Part;
}

/** Every change of each part, in the order in which the versions were set. Of the steps begun at a moment, the last one set holds. */
export interface PolicyLine {
  /** The newest version's number; 0 where none was ever set and Parley's defaults hold. */
  version: number;
  sla: readonly PolicyStep<SlaPart>[];
  acceptance: readonly PolicyStep<AcceptancePart>[];
  limits: readonly PolicyStep<LimitsPart>[];
}

/** A version as the line needs it, in order of version. */
export interface SetPolicy {
  version: number;
  policy: Policy;
  /** When it was set, ms since 1970 UTC. */
  setAtMs: number;
  /** The policy's `effectiveFrom` in ms since 1970 UTC, null where it names none. */
  effectiveFromMs: number | null;
}

export function slaPartOf(policy: Policy): SlaPart {
  return { sla: policy.sla, calendar: policy.calendar };
}

export function acceptancePartOf(policy: Policy): AcceptancePart {
  const { acceptanceWindowHours, acceptanceClock, acceptanceCalendar } = policy;
  return { acceptanceWindowHours, acceptanceClock, acceptanceCalendar };
}

export function limitsPartOf(policy: Policy): LimitsPart {
  const { stalledHours, withinDays, fiscalYearStart, maturityDays, horizonDays, rejectionAlarm } = policy;
  return { stalledHours, withinDays, fiscalYearStart, maturityDays, horizonDays, rejectionAlarm };
}

/**
 * When each part of each policy version begins to hold.
 * @param versions all versions ever set, in order; empty: `defaults` hold from the beginning as version 0.
 * @param defaults the policy of a workspace where none was set.
 * @param sameValue tells whether two parts say the same (by their canonical JSON).
 * @returns the line; each part has at least one step, the first from the beginning.
 * @remarks The first version always holds from the beginning, whatever date it names. A later version without a date moves the limits from
 *   the beginning, but SLA and acceptance window only from the moment of setting, so that the past is not judged anew. A part that a version leaves
 *   as it was makes no step: a version that changes only limits never moves an SLA that is to begin later.
 */
export function policyLineOf(
  versions: readonly SetPolicy[],
  defaults: Policy,
  sameValue: (left: unknown, right: unknown) => boolean,
): PolicyLine {
  const known = versions.length > 0 ? versions : [{ version: 0, policy: defaults, setAtMs: 0, effectiveFromMs: null }];
  const stepsOf = <Part>(partOf: (policy: Policy) => Part, undatedMs: (set: SetPolicy) => number): PolicyStep<Part>[] => {
    const steps: PolicyStep<Part>[] = [];
    known.forEach((set, index) => {
      const part = partOf(set.policy);
      if (index > 0 && sameValue(part, partOf(known[index - 1]!.policy))) return;
      const fromMs = index === 0 ? -Infinity : (set.effectiveFromMs ?? undatedMs(set));
      steps.push({ fromMs, version: set.version, part });
    });
    return steps;
  };
  return {
    version: known.at(-1)!.version,
    sla: stepsOf(slaPartOf, (set) => set.setAtMs),
    acceptance: stepsOf(acceptancePartOf, (set) => set.setAtMs),
    limits: stepsOf(limitsPartOf, () => -Infinity),
  };
}

/**
 * The step that holds at a moment: of those begun, the one set last.
 * @param steps one part of a policy line.
 * @param atMs ms since 1970 UTC; ±Infinity allowed.
 */
export function policyStepAt<Part>(steps: readonly PolicyStep<Part>[], atMs: number): PolicyStep<Part> {
  for (let index = steps.length - 1; index > 0; index--) if (steps[index]!.fromMs <= atMs) return steps[index]!;
  return steps[0]!;
}

/**
 * The whole policy that holds at a moment, part by part.
 * @param line the workspace's policy line.
 * @param atMs ms since 1970 UTC.
 * @returns the policy, and the version that each part comes from. `effectiveFrom` is null: the parts may have begun at different times.
 */
export function policyAt(
  line: PolicyLine,
  atMs: number,
): { policy: Policy; versions: { sla: number; acceptance: number; limits: number } } {
  const sla = policyStepAt(line.sla, atMs);
  const acceptance = policyStepAt(line.acceptance, atMs);
  const limits = policyStepAt(line.limits, atMs);
  return {
    policy: { ...limits.part, ...sla.part, ...acceptance.part, effectiveFrom: null },
    versions: { sla: sla.version, acceptance: acceptance.version, limits: limits.version },
  };
}
