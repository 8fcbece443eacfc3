import { binomialTail } from '#stats/binomial-tail.ts';
import type { Facts } from '../../facts/facts.ts';
import { handoffId } from '../../facts/handoff-id.ts';
import type { Finding } from './finding.ts';

const fewestHandoffsOfRep = 30;
const familyLevel = 0.00135;

/** Findings about handoffs: stages skipped, durations below zero, decisions without code, owners nobody can measure. */
export function handoffChecks(facts: Facts): Finding[] {
  const { handoffs, opportunities, timeline } = facts;
  const where = (check: string, finding: string, holds: (handoff: number) => boolean, distorts: string[]): Finding => {
    const found: number[] = [];
    for (let i = 0; i < handoffs.count; i++) if (holds(i)) found.push(i);
    return {
      check,
      object: 'handoff',
      finding,
      ids: found.map((i) => handoffId(facts, i)),
      of: handoffs.count,
      opportunityRows: found.map((i) => handoffs.opportunityRow[i]!),
      distorts,
    };
  };
  const findings = [
    where(
      'skippedStage',
      'handoffs that start beyond MQL: the lead skipped the qualified stage or was created past it',
      (i) => handoffs.implied[i] === 1,
      ['leakage', 'sla', 'velocity'],
    ),
    where(
      'closedBeforeQualified',
      'handoffs whose deal closed before the lead qualified; the duration counts as 0',
      (i) => handoffs.closedAt[i]! < handoffs.qualifiedAt[i]!,
      ['velocity', 'leakage'],
    ),
    where(
      'opportunityBeforeQualified',
      'handoffs whose opportunity was made before the lead qualified; the duration counts as 0',
      (i) => handoffs.opportunityRow[i]! >= 0 && opportunities.createdAt[handoffs.opportunityRow[i]!]! < handoffs.qualifiedAt[i]!,
      ['velocity', 'leakage'],
    ),
    where(
      'rejectedWithoutCode',
      'rejections without a reason code',
      (i) => !Number.isNaN(handoffs.rejectedAt[i]!) && handoffs.rejectionReason.codes[i] === 0,
      ['rejections'],
    ),
    where('scoreOnlyToday', 'handoffs whose only score evidence is today’s score', (i) => handoffs.scoreEvidence[i] === 3, ['calibration']),
  ];
  if (timeline.owner)
    findings.push(
      where('neverAssigned', 'handoffs that no sales user ever owned', (i) => Number.isNaN(handoffs.assignedAt[i]!), ['sla', 'rejections']),
    );
  findings.push(...ownersWithoutActivities(facts), ...stageUseByRep(facts));
  return findings;
}

function handoffsOfOwners(facts: Facts): Map<number, number[]> {
  const owned = new Map<number, number[]>();
  for (let i = 0; i < facts.handoffs.count; i++) {
    const owner = facts.handoffs.ownerRow[i]!;
    if (owner < 0) continue;
    const list = owned.get(owner);
    if (list) list.push(i);
    else owned.set(owner, [i]);
  }
  return owned;
}

/** Owners who log nothing: their response time is not measurable, which is not the same as zero. */
function ownersWithoutActivities(facts: Facts): Finding[] {
  const { touches, users, handoffs } = facts;
  if (!touches) return [];
  const owned = handoffsOfOwners(facts);
  const silent = [...owned.keys()].filter((owner) => touches.activitiesOfUser[owner] === 0).sort((a, b) => a - b);
  return [
    {
      check: 'ownerWithoutActivities',
      object: 'user',
      finding: 'owners of handoffs without any logged activity: not measurable, not zero',
      ids: silent.map((owner) => users.ids[owner]!),
      of: owned.size,
      opportunityRows: silent.flatMap((owner) => owned.get(owner)!.map((i) => handoffs.opportunityRow[i]!)),
      distorts: ['sla'],
    },
  ];
}

/** Reps who use the accepted stage far less or more than the others, beyond chance at .00135 over all reps looked at. */
function stageUseByRep(facts: Facts): Finding[] {
  const { handoffs, users, timeline } = facts;
  if (!timeline.status) return [];
  const owned = [...handoffsOfOwners(facts)].filter(([, list]) => list.length >= fewestHandoffsOfRep);
  const isExplicit = (i: number) => handoffs.disposition[i] === 1;
  const total = owned.reduce((sum, [, list]) => sum + list.length, 0);
  const explicit = owned.reduce((sum, [, list]) => sum + list.filter(isExplicit).length, 0);
  if (owned.length < 3 || explicit === 0 || explicit === total) return [];
  const odd = owned.filter(([, list]) => {
    const own = list.filter(isExplicit).length;
    const rate = (explicit - own) / (total - list.length);
    if (!(rate > 0 && rate < 1)) return false;
    const tail = Math.min(binomialTail(own, list.length, rate), 1 - binomialTail(own + 1, list.length, rate));
    return tail < familyLevel / (2 * owned.length);
  });
  return [
    {
      check: 'stageUseDiffersByRep',
      object: 'user',
      finding: 'reps who accept explicitly far more or less often than the others: the stage means something else to them',
      ids: odd.map(([owner]) => users.ids[owner]!).sort(),
      of: owned.length,
      opportunityRows: odd.flatMap(([, list]) => list.map((i) => handoffs.opportunityRow[i]!)),
      distorts: ['scorecard', 'leakage'],
    },
  ];
}
