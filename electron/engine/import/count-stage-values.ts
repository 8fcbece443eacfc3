import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column, TextColumn } from '#domain/columns.ts';
import type { Mapping } from '#domain/mapping.ts';
import type { MappedStage } from '#domain/stages.ts';
import { foldStageValue } from '../extracts/as-of-tables.ts';
import type { StageValueCount } from './import-plan.ts';
import { lifecycleDefaults, stageDefaults } from './presets/stage-defaults.ts';

/** Kinds whose values a mapping gives stages. */
export const stagedKinds: readonly ExtractKind[] = ['leads', 'contacts', 'leadHistory'];

/** The status and lifecycle values of a file with their counts and stages, the most frequent first. Old values of a history count only where they are never a new one. */
export function countStageValues(kind: ExtractKind, columns: ReadonlyMap<string, Column>, mapping: Mapping): StageValueCount[] {
  if (!stagedKinds.includes(kind)) return [];
  const counts = new Map<string, number>();
  if (kind === 'leadHistory') {
    const field = text(columns, 'field');
    const isStage =
      field &&
      Uint8Array.from({ length: field.dictionary.size }, (_, code) =>
        /^(status|lifecycleStage)$/.test(field.dictionary.at(code)) ? 1 : 0,
      );
    const counted = (name: string) => countCodes(text(columns, name), (row) => !field || isStage![field.codes[row]!] === 1);
    for (const [value, count] of counted('to')) counts.set(value, count);
    for (const [value, count] of counted('from')) if (!counts.has(value)) counts.set(value, count);
  } else {
    for (const name of ['status', 'lifecycleStage'])
      for (const [value, count] of countCodes(text(columns, name), () => true)) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  const stageOf = stageReader(kind, mapping);
  return [...counts]
    .map(([value, count]) => ({ value, count, stage: stageOf(value) ?? '' }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** What a value means: the mapping's word first, then what the presets know. */
export function stageReader(kind: ExtractKind, mapping: Mapping): (value: string) => MappedStage | undefined {
  const own = new Map(Object.entries(mapping.stages ?? {}).map(([value, stage]) => [foldStageValue(value), stage]));
  const defaults = kind === 'contacts' ? lifecycleDefaults : stageDefaults;
  return (value) => own.get(foldStageValue(value)) ?? defaults.get(foldStageValue(value));
}

function text(columns: ReadonlyMap<string, Column>, name: string): TextColumn | undefined {
  const column = columns.get(name);
  return column?.kind === 'text' ? column : undefined;
}

function countCodes(column: TextColumn | undefined, counts: (row: number) => boolean): Map<string, number> {
  const values = new Map<string, number>();
  if (!column) return values;
  const byCode = new Uint32Array(column.dictionary.size);
  const { codes } = column;
  for (let row = 0; row < codes.length; row++) if (counts(row)) byCode[codes[row]!]!++;
  for (let code = 1; code < byCode.length; code++) if (byCode[code]! > 0) values.set(column.dictionary.at(code), byCode[code]!);
  return values;
}
