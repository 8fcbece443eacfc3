import type { CalibrationRequest, CalibrationResult } from '#contract/analyses/calibration.ts';
import type { CrosstabRequest, CrosstabResult } from '#contract/analyses/crosstab.ts';
import type { HygieneResult } from '#contract/analyses/hygiene.ts';
import type { LeakageResult } from '#contract/analyses/leakage.ts';
import type { AnalysisRequestInput } from '#contract/analyses/parts.ts';
import type { RejectionsResult } from '#contract/analyses/rejections.ts';
import type { ScorecardRequest, ScorecardResult } from '#contract/analyses/scorecard.ts';
import type { SlaRequest, SlaResult } from '#contract/analyses/sla.ts';
import type { VelocityResult } from '#contract/analyses/velocity.ts';
import type { Coordinates } from '#domain/coordinates.ts';
import { ParleyError } from '#domain/errors.ts';
import type { PolicyStep, SlaPart } from '#domain/policy-in-force.ts';
import { policyVersions } from '../council/policies/policy-versions.ts';
import { limitsOf } from '../facts/limits-of.ts';
import type { Session } from '../session.ts';
import { calibrationBody } from './calibration.ts';
import { coordinatesOf } from './coordinates.ts';
import { crosstabCells } from './crosstab.ts';
import { groupSelection } from './grouping.ts';
import { hygieneBody } from './hygiene/hygiene.ts';
import { priceList } from './leak-prices.ts';
import { leakageBody } from './leakage.ts';
import { type Prepared, prepareAnalysis } from './prepare.ts';
import { auditRejections } from './rejection-audit.ts';
import { rejectionsBody } from './rejection-months.ts';
import { scorecardBody } from './scorecard.ts';
import { slaBody, slaGroup, touchesMeasurable } from './sla.ts';
import { slaTargets } from './sla-targets.ts';
import { velocityBody } from './velocity.ts';

function opened(analysis: string, { context, applied, warnings }: Prepared): Coordinates {
  const definitions = applied.map(({ content, version, hash }) => ({ term: content.term, motion: content.motion, version, hash }));
  return coordinatesOf(analysis, context.facts, context.request, definitions, warnings);
}

/** `groups`, where the request asks for any. */
function grouped<Body>(
  prepared: Prepared,
  body: (selection: Int32Array) => Body,
): { groups?: ({ by: string; value: string | null } & Body)[] } {
  const { facts, selection, request } = prepared.context;
  if (!request.groupBy || request.groupBy.length === 0) return {};
  return {
    groups: groupSelection(facts, selection, request.groupBy).map(({ by, value, selection: rows }) => ({ by, value, ...body(rows) })),
  };
}

export function runLeakage(session: Session, request: AnalysisRequestInput): LeakageResult {
  const prepared = prepareAnalysis(session, request);
  const { facts, selection } = prepared.context;
  const { contradictedOrUncoded } = auditRejections(prepared.context);
  const prices = priceList(facts, limitsOf(facts).maturityDays);
  const body = (rows: Int32Array) => leakageBody(facts, rows, (i) => contradictedOrUncoded[i] === 1, prices).body;
  const result = body(selection);
  const groups = grouped(prepared, body);
  return { ...opened('leakage', prepared), ...result, ...groups };
}

export function runCalibration(session: Session, request: CalibrationRequest): CalibrationResult {
  const prepared = prepareAnalysis(session, commonRequest(request));
  const { context } = prepared;
  if (!context.facts.leads.column('score') && !context.facts.leads.column('scoreAtQualification')) {
    context.warn('Not measurable from this extract: no column of the leads is mapped to score or scoreAtQualification.');
  }
  const body = calibrationBody(context, context.selection, request);
  if (body.scoreEvidence.today > 0) {
    context.warn(
      request.includeToday
        ? `${body.scoreEvidence.today} handoffs enter with today's score, which is biased by what happened after qualification.`
        : `${body.scoreEvidence.today} handoffs have only today's score, which is biased, and are left out.`,
    );
  }
  const groups = grouped(prepared, (rows) => calibrationBody(context, rows, request));
  return { ...opened('calibration', prepared), ...body, ...groups };
}

export function runSla(session: Session, request: SlaRequest): SlaResult {
  const { policyVersion, ...common } = request;
  const prepared = prepareAnalysis(session, common);
  const { context } = prepared;
  const { facts, selection } = context;
  const steps = policyVersion === undefined ? facts.policy.sla : [rejudgingStep(session, policyVersion)];
  if (policyVersion !== undefined)
    context.warn(`What-if: every handoff is judged by policy version ${policyVersion}, whatever was promised to it.`);
  const measurable = touchesMeasurable(context);
  if (!measurable) context.warn('Not measurable from this extract: no activities, and no column mapped to firstTouchAt.');
  const targets = slaTargets(context, steps);
  const placeOf = new Int32Array(facts.handoffs.count);
  selection.forEach((handoff, place) => {
    placeOf[handoff] = place;
  });
  const placesOf = (rows: Int32Array) => rows.map((handoff) => placeOf[handoff]!);
  const logs = (rows: Int32Array): boolean => {
    const owner = rows.length === 0 ? -1 : facts.handoffs.ownerRow[rows[0]!]!;
    return measurable && (owner < 0 || facts.touches === undefined || facts.touches.activitiesOfUser[owner]! > 0);
  };
  const groups = request.groupBy?.length
    ? {
        groups: groupSelection(facts, selection, request.groupBy).map(({ by, value, selection: rows }) => {
          const isMeasurable = by === 'owner' ? logs(rows) : measurable;
          return { by, value, measurable: isMeasurable, ...slaGroup(context, targets, rows, placesOf(rows), isMeasurable).group };
        }),
      }
    : {};
  const result = slaBody(context, targets, selection, placesOf(selection), measurable);
  return { ...opened('sla', prepared), ...result, coverage: coverageOf(prepared), ...groups };
}

function rejudgingStep(session: Session, version: number): PolicyStep<SlaPart> {
  const stored = policyVersions(session.workspace).find((one) => one.version === version);
  if (!stored)
    throw new ParleyError('E_ARGS', `There is no policy version ${version}. See: parley policy show <workspace>.`, {
      path: 'policyVersion',
    });
  return { fromMs: Number.NEGATIVE_INFINITY, version, part: { sla: stored.policy.sla, calendar: stored.policy.calendar } };
}

function coverageOf({ context }: Prepared): SlaResult['coverage'] {
  const { handoffs, users, touches } = context.facts;
  const counts = new Map<number, number>();
  for (const i of context.selection) {
    const owner = handoffs.ownerRow[i]!;
    if (owner >= 0) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a - b)
    .map(([owner, count]) => {
      const activities = touches?.activitiesOfUser[owner] ?? 0;
      return {
        ownerId: users.ids[owner]!,
        team: users.teams[owner] || null,
        handoffs: count,
        activities,
        measurable: touches === undefined || activities > 0,
      };
    });
}

export function runRejections(session: Session, request: AnalysisRequestInput): RejectionsResult {
  const prepared = prepareAnalysis(session, request);
  const { facts, selection } = prepared.context;
  const audit = auditRejections(prepared.context);
  const groups = grouped(prepared, (rows) => rejectionsBody(facts, rows));
  return {
    ...opened('rejections', prepared),
    ...rejectionsBody(facts, selection),
    audit: audit.entries,
    outOfPolicy: audit.outOfPolicy,
    ...groups,
  };
}

export function runCrosstab(session: Session, { by, measure, ...request }: CrosstabRequest): CrosstabResult {
  const prepared = prepareAnalysis(session, request);
  const { facts, selection } = prepared.context;
  return { ...opened('crosstab', prepared), by, measure, cells: crosstabCells(facts, selection, { by, measure }) };
}

export function runVelocity(session: Session, request: AnalysisRequestInput): VelocityResult {
  const prepared = prepareAnalysis(session, request);
  const { facts, selection } = prepared.context;
  const groups = grouped(prepared, (rows) => velocityBody(facts, rows));
  return { ...opened('velocity', prepared), ...velocityBody(facts, selection), ...groups };
}

export function runHygiene(session: Session, request: AnalysisRequestInput): HygieneResult {
  const prepared = prepareAnalysis(session, request);
  return { ...opened('hygiene', prepared), ...hygieneBody(prepared.context) };
}

export function runScorecard(session: Session, request: ScorecardRequest): ScorecardResult {
  const { quarter: _quarter, ...common } = request;
  const prepared = prepareAnalysis(session, common);
  const body = scorecardBody(session, prepared.context, request);
  return { ...opened('scorecard', prepared), ...body };
}

function commonRequest(request: CalibrationRequest): AnalysisRequestInput {
  const { asOf, from, to, motion, filter, groupBy, definition } = request;
  return { asOf, from, to, motion, filter, groupBy, definition };
}
