import { z } from 'zod';
import { extractKinds } from '#domain/canonical-fields.ts';
import { defineCall } from './call.ts';

const kind = z.enum(extractKinds as [string, ...string[]]);
const importOptions = z.strictObject({
  kind: kind.optional(),
  /** Mapping objects, one a kind, as JSON. */
  mappings: z.array(z.record(z.string(), z.unknown())).optional(),
  asOf: z.string().optional(),
  timeZone: z.string().optional(),
  currency: z.string().optional(),
  sourceNote: z.string().optional(),
});
const skipped = z.array(z.strictObject({ fileName: z.string(), reason: z.string() }));
const stageValue = z.strictObject({ value: z.string(), count: z.number(), stage: z.string() });

export const extractCalls = {
  'import.plan': defineCall({
    kind: 'job',
    picks: 'files',
    summary: 'What an import of the picked files would do: kinds, columns, stage values, questions.',
    input: importOptions,
    output: z.strictObject({
      files: z.array(z.looseObject({ fileName: z.string(), kind: z.string() })),
      skipped,
      questions: z.array(z.looseObject({ code: z.string(), message: z.string() })),
      warnings: z.array(z.string()),
    }),
  }),
  'import.run': defineCall({
    kind: 'job',
    picks: 'files',
    summary: 'Imports the picked files as one extract: all of it, or nothing.',
    input: importOptions,
    output: z.strictObject({
      outcome: z.enum(['imported', 'unchanged']),
      extractId: z.string(),
      asOf: z.string(),
      asOfOrigin: z.enum(['asked', 'newestEvent']),
      timeZone: z.string(),
      files: z.array(
        z.strictObject({
          fileName: z.string(),
          kind: z.string(),
          sha256: z.string(),
          bytes: z.number(),
          rowsRead: z.number(),
          accepted: z.number(),
          rejected: z.number(),
          duplicates: z.number(),
          deleted: z.number(),
          unpivoted: z.number(),
          stageValues: z.array(stageValue),
        }),
      ),
      skipped,
      differences: z.array(z.looseObject({ kind: z.string() })),
      warnings: z.array(z.string()),
    }),
  }),
  'extracts.list': defineCall({
    kind: 'read',
    summary: 'All extracts with their files and counts.',
    input: z.strictObject({}),
    output: z.array(z.looseObject({ id: z.string(), asOf: z.string() })),
  }),
  'rejects.list': defineCall({
    kind: 'read',
    summary: 'Rejected rows with file, line, column, reason and raw text.',
    input: z.strictObject({ extract: z.string().optional(), limit: z.number().int().positive().optional() }),
    output: z.strictObject({
      total: z.number(),
      rejects: z.array(z.looseObject({ fileName: z.string(), line: z.number(), code: z.string(), reason: z.string() })),
    }),
  }),
  'fields.list': defineCall({
    kind: 'job',
    summary: 'The field dictionary: every field with type, fill rate and picklist values.',
    input: z.strictObject({ asOf: z.string().optional() }),
    output: z.array(z.looseObject({ kind: z.string(), field: z.string(), type: z.string() })),
  }),
  'export.run': defineCall({
    kind: 'job',
    picks: 'target',
    summary: 'Gives an extract back as open tables.',
    input: z.strictObject({ extract: z.string().optional(), asOf: z.string().optional(), format: z.enum(['csv', 'sqlite']) }),
    output: z.strictObject({
      files: z.array(z.strictObject({ path: z.string(), tables: z.array(z.strictObject({ name: z.string(), rows: z.number() })) })),
    }),
  }),
};
