import type { Headline, ScorecardRequest, ScorecardResult } from '#contract/analyses/scorecard.ts';
import { previousPeriod, quarterOf, quarterRange } from '#domain/fiscal.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import { type OpenStage, withinDaysOf } from '#domain/policy.ts';
import { wilsonInterval } from '#stats/wilson.ts';
import { limitsOf } from '../facts/limits-of.ts';
import type { Session } from '../session.ts';
import type { AnalysisContext } from './context.ts';
import { contribution } from './contribution.ts';
import type { Selection } from './selection.ts';
import { slaBody } from './sla.ts';
import { slaTargets } from './sla-targets.ts';
import { type Spells, spellEnd, spellsOf } from './spells.ts';
import { stageResults } from './stage-results.ts';
import { isTooFew } from './too-few.ts';
import { velocityBody } from './velocity.ts';

/** A quarter counts as the current one once this share of it has passed; before that the quarter before is reported. */
const reportedShare = 0.8;

interface Line {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  low: number | null;
  high: number | null;
}

type Metric = Pick<Headline, 'metric' | 'label' | 'unit' | 'note'> & Line;

/** The headline figures of a fiscal quarter (by month of qualification) beside the quarter before, both as of the same moment. */
export function scorecardBody(
  session: Session,
  context: AnalysisContext,
  request: ScorecardRequest,
): Pick<ScorecardResult, 'period' | 'previousPeriod' | 'headlines' | 'sourced' | 'influenced' | 'attributionAgreement'> {
  const { facts } = context;
  const { fiscalYearStart } = limitsOf(facts);
  const zone = facts.zone.timeZone;
  const label = request.quarter ?? reportedQuarter(facts.asOfMs, fiscalYearStart, zone);
  const before = previousPeriod(label);
  const range = quarterRange(label, fiscalYearStart, zone);
  const rangeBefore = quarterRange(before, fiscalYearStart, zone);
  const spells = spellsOf(facts, context.selection);
  const now = metricsOf(context, within(context, range), spells, range);
  const then = metricsOf(context, within(context, rangeBefore), spells, rangeBefore);
  const sourced = contribution(session, context, 'sourced', ...range);
  const influenced = contribution(session, context, 'influenced', ...range);
  const period = (name: string, [from, to]: [number, number]) => ({ label: name, from: formatIsoUtc(from), to: formatIsoUtc(to) });
  return {
    period: period(label, range),
    previousPeriod: period(before, rangeBefore),
    headlines: now.map((metric, index) => ({
      ...metric,
      previous: then[index]!.value,
      previousDenominator: then[index]!.denominator,
      tooFew: metric.denominator !== null && isTooFew(metric.denominator),
    })),
    sourced,
    influenced,
    attributionAgreement: { sourcedSigned: sourced.signed, influencedSigned: influenced.signed },
  };
}

/** The quarter to report at a moment: the running one once four fifths of it have passed, else the one before. */
export function reportedQuarter(asOfMs: number, fiscalYearStart: string, zone: string): string {
  const running = quarterOf(asOfMs - 1, fiscalYearStart, zone);
  const [from, to] = quarterRange(running, fiscalYearStart, zone);
  return (asOfMs - from) / (to - from) >= reportedShare ? running : previousPeriod(running);
}

function within({ facts, selection }: AnalysisContext, [from, to]: [number, number]): Selection {
  return selection.filter((i) => facts.handoffs.qualifiedAt[i]! >= from && facts.handoffs.qualifiedAt[i]! < to);
}

function proportion(numerator: number, denominator: number): Line {
  const interval = wilsonInterval(numerator, denominator);
  return {
    value: denominator === 0 ? null : numerator / denominator,
    numerator,
    denominator,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

/**
 * The headline conversion of a stage for a period: of the units whose days to advance ended within it, so that every one had the same time. They entered
 * the stage as many days earlier; a period's own entries would still be too young at its end.
 */
function maturedIn(
  { asOfMs }: AnalysisContext['facts'],
  { enteredAt, end, hours }: Spells,
  days: number,
  [from, to]: [number, number],
): Line {
  let advanced = 0;
  let matured = 0;
  for (let i = 0; i < enteredAt.length; i++) {
    const maturesAt = enteredAt[i]! + days * 86_400_000;
    if (maturesAt < from || maturesAt >= to || maturesAt > asOfMs) continue;
    matured++;
    if (end[i] === spellEnd.advanced && hours[i]! < days * 24) advanced++;
  }
  return proportion(advanced, matured);
}

function metricsOf(context: AnalysisContext, selection: Selection, spells: Record<OpenStage, Spells>, range: [number, number]): Metric[] {
  const { facts } = context;
  const { handoffs, asOfMs } = facts;
  const limits = limitsOf(facts);
  const counts = [0, 0, 0, 0];
  for (const i of selection) if (handoffs.windowEndsAt[i]! <= asOfMs) counts[handoffs.disposition[i]!]!++;
  const decided = counts[1]! + counts[2]! + counts[3]!;
  const stages = stageResults(facts, selection, spellsOf(facts, selection), limits);
  const slaContext = { ...context, selection };
  const sla = slaBody(
    slaContext,
    slaTargets(slaContext, facts.policy.sla),
    selection,
    Int32Array.from(selection, (_, k) => k),
    true,
  );
  const velocity = velocityBody(facts, selection).all;
  const judged = sla.attainment.met + sla.attainment.missed;
  const touchKnown = facts.touches !== undefined || facts.leads.column('firstTouchAt') !== undefined;
  const blank: Line = { value: null, numerator: null, denominator: selection.length, low: null, high: null };
  const named = {
    qualified: 'Qualified → accepted',
    accepted: 'Accepted → sales-qualified',
    salesQualified: 'Sales-qualified → opportunity',
    opportunity: 'Opportunity → won',
  } as const;
  return [
    {
      metric: 'acceptance',
      label: 'Acceptance',
      unit: 'probability',
      ...proportion(counts[1]! + counts[2]!, decided),
      note: 'explicit and by silence, of handoffs whose window has ended',
    },
    {
      metric: 'explicitAcceptance',
      label: 'Explicit acceptance',
      unit: 'probability',
      ...proportion(counts[1]!, decided),
      note: 'sales said yes',
    },
    {
      metric: 'silentAcceptance',
      label: 'Acceptance by silence',
      unit: 'probability',
      ...proportion(counts[2]!, decided),
      note: 'nobody said anything within the window',
    },
    {
      metric: 'rejection',
      label: 'Rejection',
      unit: 'probability',
      ...proportion(counts[3]!, decided),
      note: 'rejected within the window',
    },
    {
      metric: 'timeToFirstTouch',
      label: 'Median time to first touch',
      unit: 'hours',
      ...blank,
      value: touchKnown ? sla.timeToFirstTouch.medianHours : null,
      note: touchKnown ? 'untouched handoffs count as still waiting' : 'not measurable: no activities in these extracts',
    },
    {
      metric: 'slaAttainment',
      label: 'Response within target',
      unit: 'probability',
      ...(touchKnown ? proportion(sla.attainment.met, judged) : blank),
      note: 'by the target in force at qualification',
    },
    {
      metric: 'untouchedBeyond72h',
      label: 'No logged touch after 72 h',
      unit: 'probability',
      ...(touchKnown ? proportion(sla.untouchedBeyond72h.count, sla.untouchedBeyond72h.due) : blank),
      note: 'the accountability dead zone',
    },
    ...(['qualified', 'accepted', 'salesQualified', 'opportunity'] as const).map(
      (stage): Metric => ({
        metric: `conversion.${stage}`,
        label: named[stage],
        unit: 'probability',
        ...maturedIn(facts, spells[stage], withinDaysOf(limits, stage), range),
        note: `within ${withinDaysOf(limits, stage)} days; of the entries whose ${withinDaysOf(limits, stage)} days ended in the period`,
      }),
    ),
    ...(['accepted', 'opportunity'] as const).map(
      (stage): Metric => ({
        metric: `timeInStage.${stage}`,
        label: `Median time in ${stage}`,
        unit: 'hours',
        ...blank,
        denominator: stages.find((row) => row.stage === stage)?.reached ?? 0,
        value: stages.find((row) => row.stage === stage)?.timeInStage?.medianHours ?? null,
        note: 'still-open records count as still waiting',
      }),
    ),
    {
      metric: 'velocity',
      label: 'Median days to opportunity',
      unit: 'days',
      ...blank,
      value: velocity.medianDays,
      note: `of those that get there; ${velocity.events} did`,
    },
    {
      metric: 'reachedOpportunity',
      label: 'Reach an opportunity',
      unit: 'probability',
      ...blank,
      value: velocity.reachedWithin,
      note: 'cumulative incidence within the policy’s days, loss competing',
    },
  ];
}
