import { calibrationRequestSchema, calibrationResultSchema } from './analyses/calibration.ts';
import { crosstabRequestSchema, crosstabResultSchema } from './analyses/crosstab.ts';
import { hygieneRequestSchema, hygieneResultSchema } from './analyses/hygiene.ts';
import { leakageRequestSchema, leakageResultSchema } from './analyses/leakage.ts';
import { rejectionsRequestSchema, rejectionsResultSchema } from './analyses/rejections.ts';
import { scorecardRequestSchema, scorecardResultSchema } from './analyses/scorecard.ts';
import { slaRequestSchema, slaResultSchema } from './analyses/sla.ts';
import { velocityRequestSchema, velocityResultSchema } from './analyses/velocity.ts';
import { defineCall } from './call.ts';

/** The analyses, under the same names in every host. */
export const analysisCalls = {
  'leakage.run': defineCall({
    kind: 'read',
    summary: 'Where handoffs are lost or stand still, and what that is worth.',
    input: leakageRequestSchema,
    output: leakageResultSchema,
  }),
  'calibration.run': defineCall({
    kind: 'read',
    summary: 'Whether the score at qualification predicts the outcome.',
    input: calibrationRequestSchema,
    output: calibrationResultSchema,
  }),
  'sla.run': defineCall({
    kind: 'read',
    summary: 'Who waits, how long, and whose delay it is.',
    input: slaRequestSchema,
    output: slaResultSchema,
  }),
  'rejections.run': defineCall({
    kind: 'read',
    summary: 'What sales rejects, why, and whether policy allows it.',
    input: rejectionsRequestSchema,
    output: rejectionsResultSchema,
  }),
  'velocity.run': defineCall({
    kind: 'read',
    summary: 'How fast a qualified lead becomes an opportunity.',
    input: velocityRequestSchema,
    output: velocityResultSchema,
  }),
  'hygiene.run': defineCall({
    kind: 'read',
    summary: 'What is wrong with the data, and which metrics it leaves fit to show.',
    input: hygieneRequestSchema,
    output: hygieneResultSchema,
  }),
  'scorecard.run': defineCall({
    kind: 'read',
    summary: 'The headline figures of a quarter beside the one before.',
    input: scorecardRequestSchema,
    output: scorecardResultSchema,
  }),
  'crosstab.run': defineCall({
    kind: 'read',
    summary: 'Counts of handoffs by crossed dimensions: stages, response, rejections or scores.',
    input: crosstabRequestSchema,
    output: crosstabResultSchema,
  }),
};
export type AnalysisCall = keyof typeof analysisCalls;
export const analysisNames = Object.keys(analysisCalls).map((name) => name.slice(0, -'.run'.length));
