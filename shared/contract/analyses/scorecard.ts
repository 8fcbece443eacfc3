import { z } from 'zod';
import { analysisRequestShape, coordinatesShape, count, moneyTotalSchema } from './parts.ts';

/** A headline beside its previous period. `value` is a probability, hours or days as `unit` says; null is not measurable. */
export const headlineSchema = z.strictObject({
  metric: z.string(),
  label: z.string(),
  unit: z.enum(['probability', 'hours', 'days', 'count']),
  value: z.number().nullable(),
  numerator: count.nullable(),
  denominator: count.nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  previous: z.number().nullable(),
  previousDenominator: count.nullable(),
  tooFew: z.boolean(),
  note: z.string(),
});
export const contributionSchema = z.strictObject({
  rule: z.string(),
  /** Null where no rule is written: marketing and sales have not agreed what it means. */
  criteria: z.string().nullable(),
  signed: z.boolean(),
  count,
  pipeline: moneyTotalSchema,
  revenue: moneyTotalSchema,
});
export const scorecardRequestSchema = z.strictObject({ ...analysisRequestShape, quarter: z.string().optional() });
export const scorecardResultSchema = z.strictObject({
  ...coordinatesShape,
  period: z.strictObject({ label: z.string(), from: z.string(), to: z.string() }),
  previousPeriod: z.strictObject({ label: z.string(), from: z.string(), to: z.string() }),
  headlines: z.array(headlineSchema),
  sourced: contributionSchema,
  influenced: contributionSchema,
  attributionAgreement: z.strictObject({ sourcedSigned: z.boolean(), influencedSigned: z.boolean() }),
});
export type ScorecardRequest = z.infer<typeof scorecardRequestSchema>;
export type ScorecardResult = z.infer<typeof scorecardResultSchema>;
export type Headline = z.infer<typeof headlineSchema>;
