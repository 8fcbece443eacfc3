import { z } from 'zod';
import {
  analysisRequestSchema,
  coordinatesShape,
  count,
  groupKey,
  hours,
  type moneySchema,
  moneyTotalSchema,
  probability,
  rateSchema,
} from './parts.ts';

export const stageSchema = z.strictObject({
  stage: z.enum(['qualified', 'accepted', 'salesQualified', 'opportunity', 'won']),
  reached: count,
  explicit: count.optional(),
  silent: count.optional(),
  advanced: count.optional(),
  lost: count.optional(),
  open: count.optional(),
  stalled: count.optional(),
  conversion: z
    .strictObject({
      toDate: rateSchema,
      resolved: probability.nullable(),
      bounds: z.tuple([probability, probability]).nullable(),
      within: z.strictObject({
        days: z.number(),
        rate: probability.nullable(),
        low: probability.nullable(),
        high: probability.nullable(),
        numerator: count,
        denominator: count,
        immature: count,
        tooFew: z.boolean(),
      }),
    })
    .optional(),
  conversionFromFirst: z
    .strictObject({
      toDate: rateSchema,
      within: z.strictObject({
        days: z.number(),
        rate: probability.nullable(),
        low: probability.nullable(),
        high: probability.nullable(),
        numerator: count,
        denominator: count,
        immature: count,
        tooFew: z.boolean(),
      }),
    })
    .optional(),
  cumulativeIncidence: z.array(z.strictObject({ days: z.number(), advanced: probability, lost: probability })).optional(),
  timeInStage: z
    .strictObject({
      medianHours: hours,
      p25Hours: hours,
      p75Hours: hours,
      p90Hours: hours,
      events: count,
      censored: count,
      unit: z.string(),
    })
    .optional(),
  timeToExplicitDecision: z.strictObject({ medianHours: hours, p90Hours: hours, events: count, censored: count }).optional(),
});

/** A price with its bootstrap interval; null where it cannot be priced. */
export const pricedSchema = z.strictObject({ amount: z.string(), low: z.string(), high: z.string(), currency: z.string() }).nullable();

export const leakSchema = z.strictObject({
  stage: z.string(),
  kind: z.enum([
    'unassigned',
    'untouched',
    'stalled',
    'rejectedOutOfPolicy',
    'rejected',
    'lateRejected',
    'recycled',
    'disqualified',
    'lost',
  ]),
  reason: z.string(),
  count,
  /** Whether policy says that this should not have happened; only such leaks are priced. */
  priced: z.boolean(),
  expectedPipeline: pricedSchema,
  expectedRevenue: pricedSchema,
  /** Why there is no price, where there is none. */
  because: z.string(),
});

const body = {
  totals: z.strictObject({
    handoffs: count,
    leadsWithHandoff: count,
    dispositions: z.strictObject({ pending: count, accepted: count, acceptedBySilence: count, rejected: count }),
    lateRejections: count,
    outcomes: z.strictObject({ none: count, open: count, lost: count, won: count }),
    wonAmount: moneyTotalSchema,
    openPipeline: moneyTotalSchema,
    scoreEvidence: z.strictObject({ history: count, import: count, today: count, none: count }),
  }),
  stages: z.array(stageSchema),
  leaks: z.array(leakSchema),
  transitions: z.array(z.strictObject({ from: z.string(), to: z.string(), count })),
};

export const leakageRequestSchema = analysisRequestSchema;
export const leakageResultSchema = z.strictObject({
  ...coordinatesShape,
  ...body,
  groups: z.array(z.strictObject({ ...groupKey, ...body })).optional(),
});
export type LeakageResult = z.infer<typeof leakageResultSchema>;
export type LeakageBody = Pick<LeakageResult, 'totals' | 'stages' | 'leaks' | 'transitions'>;
export type Leak = z.infer<typeof leakSchema>;
export type StageResult = z.infer<typeof stageSchema>;
export type Priced = NonNullable<z.infer<typeof pricedSchema>>;
export type MoneyValue = z.infer<typeof moneySchema>;
