import { z } from 'zod';
import { analysisRequestShape, coordinatesShape, count, hours, probability } from './parts.ts';

export const crosstabMeasures = ['stages', 'response', 'rejections', 'score', 'stays'] as const;

/** Counts by up to three crossed dimensions: what charts are linked and brushed by. */
export const crosstabRequestSchema = z.strictObject({
  ...analysisRequestShape,
  /** Dimensions as for groupBy; none gives one cell. */
  by: z.array(z.string()).max(3),
  measure: z.enum(crosstabMeasures),
});
const cellSchema = z.strictObject({
  /** One value a dimension, null is none. */
  values: z.array(z.string().nullable()),
  handoffs: count,
  /** Handoffs that reached each stage. */
  stages: z.strictObject({ accepted: count, salesQualified: count, opportunity: count, won: count }).optional(),
  /** Kaplan–Meier time to first touch. */
  response: z.strictObject({ medianHours: hours, p90Hours: hours, touched: count }).optional(),
  rejections: z.strictObject({ early: count, late: count, rate: probability.nullable() }).optional(),
  /**
   * By whole points of the score at qualification, of handoffs that had the policy's horizon to be won and whose score is known from then: how
   * many, and how many of them were won within it.
   */
  score: z.array(z.strictObject({ score: z.number(), handoffs: count, won: count })).optional(),
  /** Kaplan–Meier time in each open stage, by whatever way it ends. */
  stays: z.array(z.strictObject({ stage: z.string(), reached: count, ended: count, medianHours: hours, p90Hours: hours })).optional(),
});
export const crosstabResultSchema = z.strictObject({
  ...coordinatesShape,
  by: z.array(z.string()),
  measure: z.enum(crosstabMeasures),
  cells: z.array(cellSchema),
});
export type CrosstabRequest = z.infer<typeof crosstabRequestSchema>;
export type CrosstabResult = z.infer<typeof crosstabResultSchema>;
export type CrosstabCell = z.infer<typeof cellSchema>;
