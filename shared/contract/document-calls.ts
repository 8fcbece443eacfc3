import { z } from 'zod';
import { defineCall } from './call.ts';

export const documentCalls = {
  'pack.write': defineCall({
    kind: 'job',
    picks: 'target',
    summary: 'Writes a document: the QBR pack, the definition table, the evidence tables.',
    input: z.strictObject({
      pack: z.enum(['qbr', 'definitions', 'evidence']),
      format: z.enum(['pdf', 'csv', 'md', 'json']),
      quarter: z.string().optional(),
      paper: z.enum(['A4', 'Letter']).optional(),
      asOf: z.string().optional(),
      motion: z.string().optional(),
    }),
    output: z.strictObject({
      files: z.array(z.strictObject({ path: z.string(), bytes: z.number(), sha256: z.string() })),
      warnings: z.array(z.string()),
    }),
  }),
  'pack.verify': defineCall({
    kind: 'job',
    picks: 'files',
    needsWorkspace: false,
    summary: 'Recomputes a document’s hashes, signatures and, given the workspace, its figures.',
    input: z.strictObject({}),
    output: z.looseObject({ ok: z.boolean(), checked: z.number() }),
  }),
};
