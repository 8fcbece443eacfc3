import type { Fitness } from '#contract/analyses/hygiene.ts';
import type { Facts } from '../../facts/facts.ts';

const warnedBelow = 0.9;
const refusedBelow = 0.5;

/** Whether each metric can be shown, shown with a warning, or not be measured from these extracts, with the reason. */
export function fitnessGrades(facts: Facts): Fitness[] {
  const { handoffs, timeline, touches, leads, tables } = facts;
  const share = (holds: (i: number) => boolean): number => {
    if (handoffs.count === 0) return 0;
    let count = 0;
    for (let i = 0; i < handoffs.count; i++) if (holds(i)) count++;
    return count / handoffs.count;
  };
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const grade = (metric: string, missing: string | null, coverage: number, sentence: string): Fitness => {
    if (handoffs.count === 0) return { metric, grade: 'notMeasurable', because: 'there are no handoffs' };
    if (missing !== null) return { metric, grade: 'notMeasurable', because: missing };
    if (coverage < refusedBelow) return { metric, grade: 'notMeasurable', because: sentence };
    return { metric, grade: coverage < warnedBelow ? 'warned' : 'shown', because: sentence };
  };
  const stagesKnown = timeline.status !== undefined || leads.column('qualifiedAt') !== undefined;
  const assigned = share((i) => !Number.isNaN(handoffs.assignedAt[i]!));
  const scored = share((i) => handoffs.scoreEvidence[i] === 1 || handoffs.scoreEvidence[i] === 2);
  const sourced = share((i) => handoffs.source.codes[i] !== 0);
  const coded = rejectionsWithCode(facts);
  const touchMissing = touches || leads.column('firstTouchAt') ? null : 'no activities and no column for firstTouchAt in these extracts';
  const logging = touches ? share((i) => handoffs.ownerRow[i]! < 0 || touches.activitiesOfUser[handoffs.ownerRow[i]!]! > 0) : 1;
  const opportunitiesMissing = tables.table('opportunities') ? null : 'no opportunities in these extracts';
  const qualified = leads.column('qualifiedAt');
  const dateOnly = timeline.status === undefined && qualified?.kind === 'time' && qualified.dateOnly;
  return [
    grade(
      'leakage',
      null,
      stagesKnown ? 1 : 0.7,
      stagesKnown
        ? 'stage entries are dated'
        : 'stage entries are guessed from today’s status: no leadHistory and no column for qualifiedAt',
    ),
    grade(
      'acceptance',
      timeline.status || leads.column('acceptedAt') ? null : 'no leadHistory and no column for acceptedAt',
      1,
      'explicit decisions are dated',
    ),
    grade(
      'rejections',
      timeline.status || leads.column('rejectedAt') ? null : 'no leadHistory and no column for rejectedAt',
      coded ?? 1,
      coded === null ? 'no rejections yet' : `${percent(coded)} of rejections carry a reason code`,
    ),
    grade(
      'assignment delay',
      timeline.owner || leads.column('assignedAt') ? null : 'no owner history and no column for assignedAt',
      assigned,
      `${percent(assigned)} of handoffs were assigned to a sales user`,
    ),
    grade('time to first touch', touchMissing, logging, `${percent(logging)} of handoffs belong to owners who log activities`),
    grade(
      'SLA targets under a day',
      touchMissing ?? (dateOnly ? 'qualification is a date without a time (column qualifiedAt)' : null),
      logging,
      `${percent(logging)} of handoffs belong to owners who log activities`,
    ),
    grade(
      'calibration',
      leads.column('score') || leads.column('scoreAtQualification') ? null : 'no column for score',
      scored,
      `${percent(scored)} of handoffs have a score from history or an import, not only today’s`,
    ),
    grade('velocity', opportunitiesMissing, 1, 'opportunities are linked by conversion or leadId'),
    grade(
      'figures by source',
      leads.column('source') ? null : 'no column for source',
      sourced,
      `${percent(sourced)} of handoffs have a source`,
    ),
    grade(
      'pipeline value',
      opportunitiesMissing,
      amountCoverage(facts),
      `${percent(amountCoverage(facts))} of open and won opportunities have an amount`,
    ),
  ];
}

function rejectionsWithCode({ handoffs }: Facts): number | null {
  let rejections = 0;
  let coded = 0;
  for (let i = 0; i < handoffs.count; i++) {
    if (Number.isNaN(handoffs.rejectedAt[i]!)) continue;
    rejections++;
    if (handoffs.rejectionReason.codes[i] !== 0) coded++;
  }
  return rejections === 0 ? null : coded / rejections;
}

function amountCoverage({ opportunities }: Facts): number {
  let known = 0;
  let all = 0;
  for (let row = 0; row < opportunities.count; row++) {
    if (opportunities.state[row] !== 1 && opportunities.state[row] !== 3) continue;
    all++;
    if (!Number.isNaN(opportunities.amount[row]!)) known++;
  }
  return all === 0 ? 1 : known / all;
}
