import { z } from 'zod';
import { analysisRequestShape, coordinatesShape, count, hours, probability } from './parts.ts';

export const crosstabMeasures = ['stages', 'response', 'rejections', 'score'] as const;

/** Counts by up to three crossed dimensions: what charts are linked and brushed by. */
export const crosstabRequestSchema = z.strictObject({
  ...analysisRequestShape,
  /** Dimensions as for groupBy. */
  by: z.array(z.string()).min(1).max(3),
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
  /** By whole points of the score at qualification: how many, and how many of them were won. */
  score: z.array(z.strictObject({ score: z.number(), handoffs: count, won: count })).optional(),
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
