import type { AnalysisCall } from '#contract/analysis-calls.ts';
import {
  runCalibration,
  runCrosstab,
  runHygiene,
  runLeakage,
  runRejections,
  runScorecard,
  runSla,
  runVelocity,
} from '../analyses/run-analysis.ts';
import type { Handlers } from './handler.ts';

export const analysisHandlers: Handlers<AnalysisCall> = {
  'leakage.run': (request, { session }) => runLeakage(session, request),
  'calibration.run': (request, { session }) => runCalibration(session, request),
  'sla.run': (request, { session }) => runSla(session, request),
  'rejections.run': (request, { session }) => runRejections(session, request),
  'velocity.run': (request, { session }) => runVelocity(session, request),
  'hygiene.run': (request, { session }) => runHygiene(session, request),
  'crosstab.run': (request, { session }) => runCrosstab(session, request),
  'scorecard.run': (request, { session }) => runScorecard(session, request),
};
