import { z } from 'zod';
import { analysisRequestSchema, coordinatesShape, count, groupKey, probability } from './parts.ts';

export const rejectionMonthSchema = z.strictObject({
  month: z.string(),
  decided: count,
  undecided: count,
  rejected: count,
  accepted: count,
  acceptedBySilence: count,
  lateRejections: count,
  rate: probability.nullable(),
  rateWithLate: probability.nullable(),
  wilsonLow: probability.nullable(),
  wilsonHigh: probability.nullable(),
  byReason: z.record(z.string(), count),
  /** The calendar month or some acceptance window in it had not ended at the as-of; such a month triggers nothing. */
  unfinished: z.boolean(),
  tooFew: z.boolean(),
});

const body = {
  monthly: z.array(rejectionMonthSchema),
  /** p̄ over the finished months; each month's limits are p̄ ± 3√(p̄(1−p̄)/decided). */
  control: z.strictObject({
    mean: probability.nullable(),
    limits: z.array(z.strictObject({ month: z.string(), low: probability, high: probability })),
  }),
  spikes: z.array(
    z.strictObject({
      month: z.string(),
      reason: z.string(),
      source: z.string().nullable(),
      count,
      expected: z.number(),
      probability: z.number(),
    }),
  ),
  reviewTriggered: z.strictObject({ months: z.array(z.string()), threshold: probability }).nullable(),
  reasons: z.array(z.strictObject({ reason: z.string(), count, share: probability, early: count, late: count })),
};

export const auditEntrySchema = z.strictObject({
  handoffId: z.string(),
  verdict: z.enum(['inPolicy', 'outOfPolicy', 'unprovable']),
  why: z.string(),
  clause: z.string().nullable(),
  value: z.string().nullable(),
});

export const rejectionsResultSchema = z.strictObject({
  ...coordinatesShape,
  ...body,
  audit: z.array(auditEntrySchema),
  outOfPolicy: z.strictObject({
    late: count,
    withoutCode: count,
    contradicted: count,
    byLeader: z.array(
      z.strictObject({
        /** User id of the owners' manager, else the owners' team; null for unassigned handoffs. */
        leader: z.string().nullable(),
        /** Team of the owners, where they share one. */
        team: z.string().nullable(),
        late: count,
        withoutCode: count,
        contradicted: count,
        rejections: count,
      }),
    ),
  }),
  groups: z.array(z.strictObject({ ...groupKey, ...body })).optional(),
});
export const rejectionsRequestSchema = analysisRequestSchema;
export type RejectionsResult = z.infer<typeof rejectionsResultSchema>;
export type RejectionsBody = z.infer<z.ZodObject<typeof body>>;
export type RejectionMonth = z.infer<typeof rejectionMonthSchema>;
export type AuditEntry = z.infer<typeof auditEntrySchema>;
