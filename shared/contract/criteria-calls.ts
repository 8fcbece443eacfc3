import { z } from 'zod';
import { defineCall } from './call.ts';

const subject = z.enum(['lead', 'handoff', 'opportunity', 'account']);

export const criteriaCalls = {
  'criteria.evaluate': defineCall({
    kind: 'read',
    summary: 'How many records meet a rule, and which.',
    input: z.strictObject({ criteria: z.string(), object: subject.optional(), ids: z.boolean().optional(), asOf: z.string().optional() }),
    output: z.strictObject({ object: subject, total: z.number(), count: z.number(), ids: z.array(z.string()).optional() }),
  }),
  'criteria.explain': defineCall({
    kind: 'read',
    summary: 'Why one record meets a rule or not, clause by clause.',
    input: z.strictObject({ criteria: z.string(), id: z.string(), object: subject.optional(), asOf: z.string().optional() }),
    output: z.looseObject({ object: subject, id: z.string(), met: z.boolean() }),
  }),
  'criteria.compile': defineCall({
    kind: 'read',
    needsWorkspace: false,
    summary: 'A rule for another place: SQL, SOQL, HubSpot, dbt, English; with what it cannot say.',
    input: z.strictObject({
      criteria: z.string(),
      target: z.enum(['sqlite', 'postgres', 'dbt', 'soql', 'hubspot', 'english']),
      object: subject.optional(),
    }),
    output: z.looseObject({
      target: z.string(),
      text: z.string(),
      unsupported: z.array(z.looseObject({ clause: z.string(), reason: z.string() })),
      fields: z.array(z.string()),
      treeHash: z.string(),
    }),
  }),
};
