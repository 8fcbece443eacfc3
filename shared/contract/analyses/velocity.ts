import { z } from 'zod';
import { analysisRequestSchema, coordinatesShape, count, groupKey, probability } from './parts.ts';

const line = {
  reachedWithin: probability.nullable(),
  medianDays: z.number().nullable(),
  p90Days: z.number().nullable(),
  events: count,
  lost: count,
  open: count,
  tooFew: z.boolean(),
};
const body = {
  withinDays: z.number(),
  monthly: z.array(z.strictObject({ month: z.string(), ...line })),
  all: z.strictObject(line),
};
export const velocityRequestSchema = analysisRequestSchema;
export const velocityResultSchema = z.strictObject({
  ...coordinatesShape,
  ...body,
  groups: z.array(z.strictObject({ ...groupKey, ...body })).optional(),
});
export type VelocityResult = z.infer<typeof velocityResultSchema>;
export type VelocityBody = Pick<VelocityResult, 'withinDays' | 'monthly' | 'all'>;
