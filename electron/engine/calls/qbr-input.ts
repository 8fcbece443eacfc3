import { basename } from 'node:path';
import type { CallInput } from '#contract/calls.ts';
import { policyStepAt } from '#domain/policy-in-force.ts';
import { runCalibration, runHygiene, runLeakage, runRejections, runScorecard, runSla, runVelocity } from '../analyses/run-analysis.ts';
import { currentHead } from '../council/log/current-head.ts';
import { limitsOf } from '../facts/limits-of.ts';
import type { QbrPackInput } from '../packs/qbr/qbr-pack-input.ts';
import type { Session } from '../session.ts';
import { decisionRows } from './decision-rows.ts';
import { definitionRows } from './definition-rows.ts';

/** Runs what the QBR pack prints: the quarter's scorecard, everything else over all handoffs up to the as-of. */
export function qbrInput(session: Session, { quarter, paper, asOf, motion }: CallInput<'pack.write'>): QbrPackInput {
  const { workspace } = session;
  const common = { ...(asOf ? { asOf } : {}), ...(motion ? { motion } : {}) };
  const scorecardRequest = { ...common, ...(quarter ? { quarter } : {}) };
  const scorecard = runScorecard(session, scorecardRequest);
  const slaRequest = { ...common, groupBy: ['team'] };
  const facts = session.facts(Date.parse(scorecard.asOf));
  const limits = limitsOf(facts);
  const { sla } = policyStepAt(facts.policy.sla, facts.asOfMs).part;
  const targetHours = [
    ...new Set(sla.flatMap(({ targetMinutes, escalate }) => [targetMinutes, ...(escalate ?? []).map(({ afterMinutes }) => afterMinutes)])),
  ].map((minutes) => minutes / 60);
  return {
    paper: paper ?? 'A4',
    workspace: { id: workspace.settings.workspaceId, name: basename(workspace.path).replace(/\.parley$/i, '') },
    logHead: currentHead(workspace)?.head ?? null,
    scorecard: { request: scorecardRequest, result: scorecard },
    leakage: { request: common, result: runLeakage(session, common) },
    previousLeakage: null,
    sla: { request: slaRequest, result: runSla(session, slaRequest) },
    responseTargetHours: targetHours.sort((a, b) => a - b),
    calibration: { request: common, result: runCalibration(session, common) },
    rejections: { request: common, result: runRejections(session, common) },
    rejectionAlarm: limits.rejectionAlarm,
    velocity: { request: common, result: runVelocity(session, common) },
    hygiene: { request: common, result: runHygiene(session, common) },
    definitions: definitionRows(session, facts.asOfMs),
    decisions: decisionRows(workspace),
    asks: [],
  };
}
