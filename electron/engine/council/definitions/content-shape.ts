import { z } from 'zod';
import { handoffStages } from '#domain/stages.ts';

const line = (longest: number) => z.string().max(longest);

/** The shape of what a version says; unknown keys are refused. What a shape can't say is in `checkContent` and `requireComplete`. */
export const contentShape = z.strictObject({
  term: line(120).min(1),
  motion: line(60).min(1),
  kind: z.enum(['stage', 'icp', 'scoreModel', 'picklist', 'sourced', 'influenced', 'sla', 'routing', 'metric', 'opportunityCriteria']),
  object: z.enum(['lead', 'handoff', 'opportunity', 'account']),
  criteria: line(200_000).nullable(),
  ownerId: z.string().nullable(),
  ownerTitle: line(120),
  auditCadence: z.enum(['monthly', 'quarterly', 'halfYearly', 'yearly']),
  rationale: line(20_000),
  effectiveFrom: z.string().nullable(),
  stage: z.enum(handoffStages).nullable(),
  picklist: z
    .array(z.strictObject({ code: line(120).min(1), label: line(240).min(1), retired: z.boolean() }))
    .max(2000)
    .nullable(),
  thresholds: z
    .array(z.strictObject({ score: z.number(), label: line(120), expectedRate: z.number().min(0).max(1).nullable() }))
    .max(100)
    .nullable(),
});
