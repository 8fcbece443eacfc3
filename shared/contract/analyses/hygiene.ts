import { z } from 'zod';
import { analysisRequestSchema, coordinatesShape, count, moneyTotalSchema, probability } from './parts.ts';

export const hygieneCheckSchema = z.strictObject({
  check: z.string(),
  object: z.string(),
  /** What was found, in a sentence without personal data. */
  finding: z.string(),
  count,
  /** Records looked at; share = count / of. */
  of: count,
  share: probability.nullable(),
  pipelineAffected: moneyTotalSchema,
  /** The first 1,000 records concerned. */
  recordIds: z.array(z.string()),
  distorts: z.array(z.string()),
});
export const fitnessSchema = z.strictObject({
  metric: z.string(),
  grade: z.enum(['shown', 'warned', 'notMeasurable']),
  because: z.string(),
});
export const hygieneRequestSchema = analysisRequestSchema;
export const hygieneResultSchema = z.strictObject({
  ...coordinatesShape,
  checks: z.array(hygieneCheckSchema),
  fitness: z.array(fitnessSchema),
});
export type HygieneResult = z.infer<typeof hygieneResultSchema>;
export type HygieneCheck = z.infer<typeof hygieneCheckSchema>;
export type Fitness = z.infer<typeof fitnessSchema>;
