import type { CalibrationRequest, CalibrationResult } from '#contract/analyses/calibration.ts';
import type { HygieneResult } from '#contract/analyses/hygiene.ts';
import type { LeakageResult } from '#contract/analyses/leakage.ts';
import type { AnalysisRequestInput } from '#contract/analyses/parts.ts';
import type { RejectionsResult } from '#contract/analyses/rejections.ts';
import type { ScorecardRequest, ScorecardResult } from '#contract/analyses/scorecard.ts';
import type { SlaRequest, SlaResult } from '#contract/analyses/sla.ts';
import type { VelocityResult } from '#contract/analyses/velocity.ts';
import type { DefinitionRow } from '../definition-rows.ts';
import type { Paper } from '../pdf/sheets.ts';

/** A result with the request that gives it again. */
export interface Computed<Request, Result> {
  request: Request;
  result: Result;
}

export interface DecisionRow {
  /** Number in the log, and the hash of its entry. */
  number: number;
  entryHash: string;
  /** ISO-8601 UTC. */
  at: string;
  /** What it was about, in a few words. */
  subject: string;
  decision: string;
  dissent: string;
  actions: { text: string; person: string; due: string | null }[];
}

/** Something that a reader of the pack is asked to do. */
export interface Ask {
  text: string;
  /** Who is asked, by name or role. */
  who: string;
  /** ISO-8601 date, null without one. */
  due: string | null;
}

/** Everything that a QBR pack prints. Plain data; two equal inputs give the same bytes. */
export interface QbrPackInput {
  paper: Paper;
  workspace: { id: string; name: string };
  /** Hash of the newest log entry, null for an empty log. */
  logHead: string | null;
  scorecard: Computed<ScorecardRequest, ScorecardResult>;
  leakage: Computed<AnalysisRequestInput, LeakageResult>;
  /** The period before, for the funnel's ticks; null without one. */
  previousLeakage: LeakageResult | null;
  /** Asked with groupBy team for the table of teams. */
  sla: Computed<SlaRequest, SlaResult>;
  /** Hours at which the response curve is read: the SLA's targets and escalations. */
  responseTargetHours: number[];
  calibration: Computed<CalibrationRequest, CalibrationResult>;
  rejections: Computed<AnalysisRequestInput, RejectionsResult>;
  /** The policy's alarm, a probability. */
  rejectionAlarm: number;
  velocity: Computed<AnalysisRequestInput, VelocityResult>;
  hygiene: Computed<AnalysisRequestInput, HygieneResult>;
  definitions: DefinitionRow[];
  decisions: DecisionRow[];
  asks: Ask[];
}
