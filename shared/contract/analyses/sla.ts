import { z } from 'zod';
import { analysisRequestShape, coordinatesShape, count, groupKey, hours, probability } from './parts.ts';

const groupBody = {
  handoffs: count,
  timeToFirstTouch: z.strictObject({ medianHours: hours, p90Hours: hours, events: count, censored: count }),
  attainment: z.strictObject({
    met: count,
    missed: count,
    pending: count,
    excluded: count,
    excludedReason: z.string(),
    rate: probability.nullable(),
    low: probability.nullable(),
    high: probability.nullable(),
  }),
  untouchedBeyond72h: z.strictObject({ count, due: count, rate: probability.nullable() }),
  escalations: z.record(z.string(), count),
  tooFew: z.boolean(),
};
const body = {
  ...groupBody,
  delay: z.array(
    z.strictObject({
      part: z.enum(['qualifiedToAssigned', 'assignedToTouched', 'touchedToDecided', 'decidedToOpportunity']),
      medianHours: hours,
      p90Hours: hours,
      /** Share of all hours waited by the handoffs that completed every part. */
      share: probability.nullable(),
      count,
    }),
  ),
  responseEffect: z.array(
    z.strictObject({
      bucket: z.enum(['≤5 min', '≤30 min', '≤1 h', '≤4 h', '≤24 h', '≤48 h', 'later', 'never']),
      count,
      rate: probability.nullable(),
      wilsonLow: probability.nullable(),
      wilsonHigh: probability.nullable(),
      adjusted: probability.nullable(),
      tooFew: z.boolean(),
    }),
  ),
  /** Empirical distribution of the time to first touch: Kaplan–Meier share touched by hour, for drawing. */
  touchedWithin: z.array(z.strictObject({ hours: z.number(), share: probability })),
};

/** Activity coverage of a sales user: someone without any activity rows is not measurable, not zero. */
export const coverageSchema = z.strictObject({
  ownerId: z.string(),
  team: z.string().nullable(),
  handoffs: count,
  activities: count,
  measurable: z.boolean(),
});

export const slaRequestSchema = z.strictObject({ ...analysisRequestShape, policyVersion: z.number().int().positive().optional() });
export const slaResultSchema = z.strictObject({
  ...coordinatesShape,
  ...body,
  coverage: z.array(coverageSchema),
  groups: z.array(z.strictObject({ ...groupKey, measurable: z.boolean(), ...groupBody })).optional(),
});
export type SlaRequest = z.infer<typeof slaRequestSchema>;
export type SlaResult = z.infer<typeof slaResultSchema>;
export type SlaGroup = NonNullable<SlaResult['groups']>[number];
export type SlaGroupBody = z.infer<z.ZodObject<typeof groupBody>>;
export type SlaBody = Omit<SlaResult, keyof typeof coordinatesShape | 'groups' | 'coverage'>;
