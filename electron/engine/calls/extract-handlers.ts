import type { CallInput } from '#contract/calls.ts';
import type { extractCalls } from '#contract/extract-calls.ts';
import type { ExtractKind } from '#domain/canonical-fields.ts';
import { formatIsoUtc, parseIsoTime } from '#domain/iso-time.ts';
import { exportExtract } from '../extracts/export/export-extract.ts';
import { fieldDictionary } from '../extracts/field-dictionary.ts';
import { listExtracts } from '../extracts/list-extracts.ts';
import { listRejects } from '../extracts/list-rejects.ts';
import { handoffRows } from '../facts/handoff-rows.ts';
import { checkMapping } from '../import/parse-mapping.ts';
import { planImport } from '../import/plan-import.ts';
import { runImport } from '../import/run-import.ts';
import { engineVersion } from '../version.ts';
import type { CallScope, Handlers } from './handler.ts';

function plan(options: CallInput<'import.plan'>, { workspace, picked, job }: CallScope) {
  const { timeZone, currency } = workspace.settings;
  return planImport(picked, {
    ...(options.kind ? { kind: options.kind as ExtractKind } : {}),
    mappings: (options.mappings ?? []).map((mapping) => checkMapping(mapping)),
    ...(options.asOf ? { asOfMs: parseIsoTime(options.asOf, options.timeZone ?? timeZone) } : {}),
    timeZone: options.timeZone ?? timeZone,
    currency: options.currency ?? currency,
    job,
  });
}

export const extractHandlers: Handlers<keyof typeof extractCalls> = {
  'import.plan': async (options, scope) => {
    const planned = await plan(options, scope);
    try {
      const { files, skipped, questions, warnings } = planned;
      return {
        files: files.map(({ path: _path, ...file }) => ({ ...file })),
        skipped,
        questions: questions.map((question) => ({ ...question })),
        warnings,
      };
    } finally {
      planned.dispose();
    }
  },
  'import.run': async (options, scope) => {
    const planned = await plan(options, scope);
    try {
      const { asOfMs, ...report } = await runImport(scope.workspace, planned, scope.job, {
        engineVersion,
        ...(options.sourceNote ? { sourceNote: options.sourceNote } : {}),
      });
      scope.session.forget();
      return { ...report, asOf: formatIsoUtc(asOfMs), differences: report.differences.map((difference) => ({ ...difference })) };
    } finally {
      planned.dispose();
    }
  },
  'extracts.list': (_input, { workspace }) => listExtracts(workspace).map((extract) => ({ ...extract })),
  'rejects.list': ({ extract, limit }, { workspace }) => {
    const { total, rejects } = listRejects(workspace, {
      ...(extract === undefined ? {} : { extractId: extract }),
      ...(limit === undefined ? {} : { limit }),
    });
    return { total, rejects: rejects.map((reject) => ({ ...reject })) };
  },
  'fields.list': ({ asOf }, { workspace }) =>
    fieldDictionary(workspace, asOf === undefined ? undefined : parseIsoTime(asOf, workspace.settings.timeZone)).map((field) => ({
      ...field,
    })),
  'export.run': async ({ extract, format, asOf }, { workspace, session, picked, job }) => {
    const facts =
      extract === undefined && session.hasLeads()
        ? session.facts(asOf === undefined ? undefined : parseIsoTime(asOf, workspace.settings.timeZone))
        : undefined;
    const { files } = await exportExtract(workspace, {
      ...(extract === undefined ? {} : { extractId: extract }),
      ...(facts ? { asOfMs: facts.asOfMs, extraTables: [{ name: 'handoffs', table: handoffRows(facts).table }] } : {}),
      format,
      out: picked[0]!,
      job,
    });
    return { files: files.map((file) => ({ ...file })) };
  },
};
