import type { ExtractKind } from '#domain/canonical-fields.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import type { MappedStage } from '#domain/stages.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AsOfTables, foldStageValue } from './as-of-tables.ts';
import { openExtracts } from './open-extracts.ts';

/** As-of unions kept open a workspace: the newest and a few that are compared with it. */
const keptUnions = 4;
const unions = new WeakMap<Workspace, Map<string, AsOfTables>>();

/**
 * The tables as of a moment; without one, as of the newest extract. Where every extract is newer than the moment the oldest one is used, with a warning.
 * @param asOfMs ms since 1970 UTC.
 * @throws ParleyError E_NO_EXTRACT where nothing has been imported.
 */
export function tablesAsOf(workspace: Workspace, asOfMs?: number): AsOfTables {
  const all = workspace.all(sql.selectFrom('extracts').select(['id', 'as_of_ms']).orderBy('as_of_ms').orderBy('sequence'));
  if (all.length === 0)
    throw new ParleyError(
      'E_NO_EXTRACT',
      'Expected at least one imported extract, got none. Import CRM files first: parley import <workspace> <folder>.',
    );
  const upTo = asOfMs === undefined ? all : all.filter((extract) => extract.as_of_ms <= asOfMs);
  const used = upTo.length > 0 ? upTo : [all[0]!];
  const cutOffMs = used.at(-1)!.as_of_ms;
  const effectiveMs = Math.min(asOfMs ?? cutOffMs, cutOffMs);
  const key = `${used.map((extract) => extract.id).join()}@${effectiveMs}`;
  let byKey = unions.get(workspace);
  if (!byKey) {
    byKey = new Map();
    unions.set(workspace, byKey);
  }
  let tables = byKey.get(key);
  if (!tables) {
    const warnings =
      upTo.length > 0
        ? []
        : [
            `No extract is as old as ${formatIsoUtc(asOfMs!)}: the oldest one, of ${formatIsoUtc(cutOffMs)}, is used, with what it says happened later left out.`,
          ];
    tables = openUnion(workspace, used.map((extract) => extract.id).reverse(), effectiveMs, key, warnings);
    for (const old of [...byKey.keys()].slice(0, Math.max(0, byKey.size - keptUnions + 1))) byKey.delete(old);
  }
  byKey.delete(key);
  byKey.set(key, tables);
  return tables;
}

/** @param newestFirst ids of the extracts used. */
function openUnion(workspace: Workspace, newestFirst: readonly string[], asOfMs: number, key: string, warnings: string[]): AsOfTables {
  const { extracts, table } = openExtracts(workspace, newestFirst);
  const stages = new Map<ExtractKind, ReadonlyMap<string, MappedStage>>();
  return {
    asOfMs,
    extracts,
    warnings,
    key,
    table,
    stages(kind) {
      let known = stages.get(kind);
      if (!known) {
        known = readStages(workspace, kind, newestFirst);
        stages.set(kind, known);
      }
      return known;
    },
  };
}

/** What the values meant in the extracts used; where two extracts differ the newer one counts. */
function readStages(workspace: Workspace, kind: ExtractKind, newestFirst: readonly string[]): ReadonlyMap<string, MappedStage> {
  const rows = workspace.all(
    sql
      .selectFrom('extract_stage_values')
      .innerJoin('extract_files', (join) =>
        join
          .onRef('extract_files.extract_id', '=', 'extract_stage_values.extract_id')
          .onRef('extract_files.ordinal', '=', 'extract_stage_values.file_ordinal'),
      )
      .where('extract_files.kind', '=', kind)
      .where('extract_stage_values.extract_id', 'in', [...newestFirst])
      .select(['extract_stage_values.extract_id', 'extract_stage_values.value', 'extract_stage_values.stage']),
  );
  const stages = new Map<string, MappedStage>();
  for (const id of [...newestFirst].reverse())
    for (const row of rows) {
      if (row.extract_id !== id) continue;
      if (row.stage === '') stages.delete(foldStageValue(row.value));
      else stages.set(foldStageValue(row.value), row.stage as MappedStage);
    }
  return stages;
}
