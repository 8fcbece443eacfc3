import type { CalibrationOutcome } from '#domain/policy.ts';
import type { Facts } from '../facts/facts.ts';
import type { Selection } from './selection.ts';

const dayMs = 86_400_000;

/** The handoffs that had the whole horizon to succeed, with their score at qualification. */
export interface CalibrationPopulation {
  handoff: Int32Array;
  score: Float64Array;
  success: Uint8Array;
  /** 1 where sales touched the lead or decided on it explicitly: an unworked lead is not a negative. */
  worked: Uint8Array;
  immature: number;
  /** Mature handoffs by the grade of their score evidence: none, history, import, today. */
  evidence: [none: number, history: number, imported: number, today: number];
}

/** When a handoff reached an outcome; NaN where it did not. Accepted means explicitly. */
function reachedAt({ handoffs }: Facts, i: number, outcome: CalibrationOutcome): number {
  if (outcome === 'won') return handoffs.outcome[i] === 3 ? handoffs.closedAt[i]! : Number.NaN;
  if (outcome === 'opportunity') return handoffs.opportunityAt[i]!;
  if (outcome === 'salesQualified') return handoffs.salesQualifiedAt[i]!;
  return handoffs.disposition[i] === 1 ? handoffs.acceptedAt[i]! : Number.NaN;
}

/**
 * @param horizonDays every handoff must have qualified at least this long before the as-of; success is the outcome within [0, horizon).
 * @param includeToday takes today's score where no better evidence exists; biased, so only on request.
 */
export function calibrationPopulation(
  facts: Facts,
  selection: Selection,
  outcome: CalibrationOutcome,
  horizonDays: number,
  includeToday: boolean,
): CalibrationPopulation {
  const { handoffs, asOfMs } = facts;
  const cutoffMs = asOfMs - horizonDays * dayMs;
  const handoff = new Int32Array(selection.length);
  const evidence: CalibrationPopulation['evidence'] = [0, 0, 0, 0];
  let count = 0;
  let immature = 0;
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    if (handoffs.qualifiedAt[i]! > cutoffMs) {
      immature++;
      continue;
    }
    const grade = handoffs.scoreEvidence[i]!;
    evidence[grade as 0 | 1 | 2 | 3]++;
    if (grade === 0 || (grade === 3 && !includeToday)) continue;
    handoff[count++] = i;
  }
  const rows = handoff.subarray(0, count);
  const score = new Float64Array(count);
  const success = new Uint8Array(count);
  const worked = new Uint8Array(count);
  const touchesKnown = facts.touches !== undefined || facts.leads.column('firstTouchAt') !== undefined;
  for (let k = 0; k < count; k++) {
    const i = rows[k]!;
    score[k] = handoffs.scoreAtQualification[i]!;
    success[k] = Math.max(0, reachedAt(facts, i, outcome) - handoffs.qualifiedAt[i]!) < horizonDays * dayMs ? 1 : 0;
    worked[k] = touchesKnown ? (Number.isNaN(handoffs.firstTouchAt[i]!) ? 0 : 1) : Number.isNaN(handoffs.decidedAt[i]!) ? 0 : 1;
  }
  return { handoff: rows, score, success, worked, immature, evidence };
}
