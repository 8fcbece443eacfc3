import type { HandoffTable } from '#domain/handoff.ts';

const hourMs = 3_600_000;

export const delayParts = ['qualifiedToAssigned', 'assignedToTouched', 'touchedToDecided', 'decidedToOpportunity'] as const;

/**
 * The hours between the milestones of one handoff, NaN from the first one that is not known. Each milestone stands at the later of itself and the one
 * before, so that the parts add up; silence is no decision.
 */
export function partHours(handoffs: HandoffTable, handoff: number, out: Float64Array): void {
  const milestones = [handoffs.assignedAt, handoffs.firstTouchAt, handoffs.decidedAt, handoffs.opportunityAt];
  let previous = handoffs.qualifiedAt[handoff]!;
  for (let part = 0; part < 4; part++) {
    const at = Math.max(previous, milestones[part]![handoff]!);
    out[part] = (at - previous) / hourMs;
    previous = at;
  }
}
