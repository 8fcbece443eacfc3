import { type JobContext, quietJob } from '../job.ts';
import { countStageValues, stagedKinds } from './count-stage-values.ts';
import { parseFile } from './csv/parse-file.ts';
import type { ImportPlan } from './import-plan.ts';
import { inFile } from './in-file.ts';
import { historyFieldNames } from './shape/history-field-names.ts';
import { shapeHistory } from './shape/shape-history.ts';

const wanted = new Set(['status', 'lifecycleStage', 'field', 'from', 'to']);

/** Fills in the status and lifecycle values of the planned files with counts and stages, by reading those columns of the files: what a dry run shows. */
export async function planStageValues(plan: ImportPlan, options: { workers?: number; dayZone: string; job?: JobContext }): Promise<void> {
  for (const file of plan.files) {
    if (!stagedKinds.includes(file.kind)) continue;
    const columns = file.columns.map(({ from: _from, samples: _samples, warnings: _warnings, ...column }) =>
      wanted.has(column.name) ? column : { ...column, type: 'skip' as const },
    );
    const parsed = await inFile(file.fileName, () =>
      parseFile(
        {
          path: file.path,
          encoding: file.encoding,
          delimiter: file.delimiter,
          columns,
          headerCount: columns.length,
          skipRecords: file.skipRecords,
          workers: options.workers ?? 2,
        },
        options.job ?? quietJob(),
      ),
    );
    if (file.kind === 'leadHistory')
      shapeHistory({
        kind: file.kind,
        rowCount: parsed.accepted,
        columns: parsed.columns,
        mapping: file.mapping,
        fileName: file.fileName,
        dayZone: options.dayZone,
        sourceZone: plan.timeZone,
        fieldNames: historyFieldNames(file.kind, plan.files),
        userIds: new Map(),
        namedOwners: [],
        isOwnExport: false,
        warnings: [],
      });
    file.stageValues = countStageValues(file.kind, parsed.columns, file.mapping);
  }
}
