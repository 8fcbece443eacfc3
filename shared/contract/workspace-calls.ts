import { z } from 'zod';
import { defineCall } from './call.ts';

const nothing = z.strictObject({});
export const workspaceInfoSchema = z.strictObject({
  name: z.string(),
  workspaceId: z.string(),
  mode: z.enum(['readWrite', 'readOnly']),
  timeZone: z.string(),
  currency: z.string(),
  createdAt: z.string(),
  extracts: z.number(),
  logHead: z.string().nullable(),
  engine: z.string(),
});
export const checkReportSchema = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({ area: z.string(), code: z.string(), message: z.string(), data: z.record(z.string(), z.unknown()).optional() }),
  ),
});

export const workspaceCalls = {
  'workspace.info': defineCall({ kind: 'read', summary: 'What workspace is open, and how.', input: nothing, output: workspaceInfoSchema }),
  'workspace.check': defineCall({
    kind: 'job',
    summary: 'Integrity of pages, references, segments and log.',
    input: nothing,
    output: checkReportSchema,
  }),
  'workspace.backup': defineCall({
    kind: 'job',
    picks: 'target',
    summary: 'A verified copy of the workspace under another name.',
    input: z.strictObject({ overwrite: z.boolean().optional() }),
    output: z.strictObject({ path: z.string(), bytes: z.number(), sha256: z.string() }),
  }),
};
