import { z } from 'zod';

export const moneySchema = z.strictObject({ amount: z.string(), currency: z.string() });
/** A sum in the workspace's currency; records in other currencies are summed apart, never converted in silence. */
export const moneyTotalSchema = z.strictObject({
  amount: z.string(),
  currency: z.string(),
  otherCurrencies: z.array(moneySchema).optional(),
});
export type MoneyTotal = z.infer<typeof moneyTotalSchema>;

export const probability = z.number().min(0).max(1);
export const hours = z.number().nullable();
export const count = z.number().int().nonnegative();

/** The four coordinates that open every result. */
export const coordinatesShape = {
  analysis: z.string(),
  asOf: z.string(),
  timeZone: z.string(),
  cohort: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }),
  motion: z.string().nullable(),
  filter: z.string().nullable(),
  definitions: z.array(z.strictObject({ term: z.string(), motion: z.string(), version: z.number(), hash: z.string() })),
  policies: z.array(z.strictObject({ name: z.string(), version: z.number() })),
  extracts: z.array(z.strictObject({ id: z.string(), kind: z.string(), fileSha256: z.string() })),
  engine: z.string(),
  unit: z.string(),
  warnings: z.array(z.string()),
};

export const analysisRequestShape = {
  asOf: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  motion: z.string().optional(),
  filter: z.string().optional(),
  groupBy: z.array(z.string()).optional(),
  definition: z.string().optional(),
};
export const analysisRequestSchema = z.strictObject(analysisRequestShape);
export type AnalysisRequestInput = z.infer<typeof analysisRequestSchema>;

/** A rate beside the counts it comes from; null where the denominator is 0. */
export const rateSchema = z.strictObject({ rate: probability.nullable(), numerator: count, denominator: count });

/** A rate with its Wilson 95 % interval. */
export const rateWithIntervalSchema = z.strictObject({
  rate: probability.nullable(),
  low: probability.nullable(),
  high: probability.nullable(),
  numerator: count,
  denominator: count,
  tooFew: z.boolean(),
});

export const groupKey = { by: z.string(), value: z.string().nullable() };
