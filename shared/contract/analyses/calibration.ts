import { z } from 'zod';
import { analysisRequestShape, coordinatesShape, count, groupKey, probability } from './parts.ts';

export const bandSchema = z.strictObject({
  low: z.number(),
  high: z.number(),
  count,
  successes: count,
  rate: probability.nullable(),
  wilsonLow: probability.nullable(),
  wilsonHigh: probability.nullable(),
  /** What the definition in force promises for this band; null where it promises nothing. */
  expectedRate: probability.nullable(),
  tooFew: z.boolean(),
});
const aucSchema = z.strictObject({ value: probability, low: probability, high: probability }).nullable();
const isotonicSchema = z.array(z.strictObject({ score: z.number(), rate: probability }));

const body = {
  outcome: z.enum(['won', 'opportunity', 'salesQualified', 'accepted']),
  horizonDays: z.number(),
  population: count,
  successes: count,
  immature: count,
  scoreEvidence: z.strictObject({ history: count, import: count, today: count, none: count }),
  bands: z.array(bandSchema),
  auc: aucSchema,
  isotonic: isotonicSchema,
  worked: z.strictObject({ population: count, successes: count, auc: aucSchema, bands: z.array(bandSchema), isotonic: isotonicSchema }),
  unworked: z.strictObject({ population: count, successes: count, bands: z.array(bandSchema) }),
  /** Where the probabilities behind brier, logLoss and corp come from. */
  probabilities: z.enum(['definition', 'isotonicCrossFit', 'none']),
  corp: z.strictObject({ score: z.number(), miscalibration: z.number(), discrimination: z.number(), uncertainty: z.number() }).nullable(),
  brier: z.number().nullable(),
  logLoss: z.number().nullable(),
  calibrationSlope: z.number().nullable(),
  calibrationIntercept: z.number().nullable(),
  thresholds: z.array(
    z.strictObject({
      score: z.number(),
      volume: count,
      successes: count,
      precision: probability.nullable(),
      recall: probability.nullable(),
      lift: z.number().nullable(),
      wilsonLow: probability.nullable(),
      wilsonHigh: probability.nullable(),
    }),
  ),
  recommended: z.array(
    z.strictObject({
      objective: z.enum(['breakEven', 'capacity', 'youden']),
      score: z.number().nullable(),
      reason: z.string(),
      volumeChange: z.number().nullable(),
      successesLost: z.number().nullable(),
    }),
  ),
  drift: z.array(
    z.strictObject({
      month: z.string(),
      count,
      psi: z.number().nullable(),
      psiCritical: z.number().nullable(),
      auc: probability.nullable(),
      rejectionRate: probability.nullable(),
      definitionChanged: z.boolean(),
    }),
  ),
  closedWonProfile: z.strictObject({
    days: z.number(),
    wins: count,
    scoreQuantiles: z.strictObject({ p10: z.number(), p25: z.number(), median: z.number(), p75: z.number(), p90: z.number() }).nullable(),
    shareBelowThreshold: probability.nullable(),
    threshold: z.number().nullable(),
    signals: z.array(
      z.strictObject({
        signal: z.string(),
        informationValue: z.number(),
        values: z.array(
          z.strictObject({
            value: z.string().nullable(),
            wins: count,
            all: count,
            shareWon: probability,
            shareAll: probability,
            lift: z.number().nullable(),
            woe: z.number(),
          }),
        ),
      }),
    ),
    refusedSignals: z.array(z.strictObject({ signal: z.string(), because: z.string() })),
  }),
};

export const calibrationRequestSchema = z.strictObject({
  ...analysisRequestShape,
  outcome: z.enum(['won', 'opportunity', 'salesQualified', 'accepted']).optional(),
  horizonDays: z.number().positive().optional(),
  /** `definition`, `width:N` or `quantile:N`. */
  bands: z.string().optional(),
  includeToday: z.boolean().optional(),
  /** Cost of working one lead and value of one win, in the workspace's currency: the break-even objective. */
  costPerWorkedLead: z.number().positive().optional(),
  valuePerWin: z.number().positive().optional(),
  /** Handoffs a month that sales can work: the capacity objective. */
  capacityPerMonth: z.number().positive().optional(),
});
export const calibrationResultSchema = z.strictObject({
  ...coordinatesShape,
  ...body,
  groups: z.array(z.strictObject({ ...groupKey, ...body })).optional(),
});
export type CalibrationRequest = z.infer<typeof calibrationRequestSchema>;
export type CalibrationResult = z.infer<typeof calibrationResultSchema>;
export type CalibrationBody = Omit<CalibrationResult, keyof typeof coordinatesShape | 'groups'>;
export type Band = z.infer<typeof bandSchema>;
