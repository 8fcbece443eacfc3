import type { ExtractKind } from '#domain/canonical-fields.ts';
import { type Column, textDictionary } from '#domain/columns.ts';
import type { DraftRows } from './draft-rows.ts';

export interface UnpivotedHistory {
  kind: ExtractKind;
  rowCount: number;
  columns: Map<string, Column>;
}

/**
 * Wide stage history as rows: one for each filled stage-entered date of a record.
 * @param stageOfColumn column name → the stage value whose entry it dates.
 */
export function unpivotStages(draft: DraftRows, stageOfColumn: ReadonlyMap<string, string>): UnpivotedHistory | undefined {
  const ids = draft.columns.get('id');
  if (ids?.kind !== 'text' || stageOfColumn.size === 0) return undefined;
  const stages = ['', ...new Set(stageOfColumn.values())];
  const recordCodes: number[] = [];
  const stageCodes: number[] = [];
  const times: number[] = [];
  let dateOnly = true;
  for (const [name, stage] of stageOfColumn) {
    const column = draft.columns.get(name);
    if (column?.kind !== 'time') continue;
    if (!column.dateOnly) dateOnly = false;
    column.values.forEach((at, row) => {
      if (Number.isNaN(at)) return;
      recordCodes.push(ids.codes[row]!);
      stageCodes.push(stages.indexOf(stage));
      times.push(at);
    });
  }
  if (times.length === 0) return undefined;
  const isOpportunity = draft.kind === 'opportunities';
  const field = isOpportunity ? 'stage' : draft.columns.has('lifecycleStage') ? 'lifecycleStage' : 'status';
  return {
    kind: isOpportunity ? 'opportunityHistory' : 'leadHistory',
    rowCount: times.length,
    columns: new Map<string, Column>([
      ['recordId', { kind: 'text', id: true, codes: Uint32Array.from(recordCodes), dictionary: ids.dictionary }],
      ['field', { kind: 'text', id: false, codes: new Uint32Array(times.length).fill(1), dictionary: textDictionary(['', field]) }],
      ['to', { kind: 'text', id: false, codes: Uint32Array.from(stageCodes), dictionary: textDictionary(stages) }],
      ['at', { kind: 'time', values: Float64Array.from(times), dateOnly }],
    ]),
  };
}
