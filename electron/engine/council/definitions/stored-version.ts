import type { DefinitionContent, DefinitionVersion, VersionState } from '#domain/definition.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import type { CouncilTables } from '../../workspace/schema/council-tables.ts';
import { beginningMs } from './project-activation.ts';

type VersionRow = CouncilTables['definition_versions'];

/** A row as the version it holds; `inForceFrom` is null both before activation and for "from the beginning", which the state tells apart. */
export function storedVersion(row: VersionRow): DefinitionVersion {
  return {
    definitionId: row.definition_id,
    version: row.version,
    state: row.state as VersionState,
    hash: row.hash,
    content: JSON.parse(row.content) as DefinitionContent,
    inForceFrom: timeText(row.in_force_from_ms),
    inForceTo: timeText(row.in_force_to_ms),
  };
}

/** From when until when a row's version applies; undefined where it never came into force. */
export function forceInterval(row: VersionRow): { fromMs: number; toMs: number } | undefined {
  if (row.in_force_from_ms === null) return undefined;
  return {
    fromMs: row.in_force_from_ms === beginningMs ? -Infinity : row.in_force_from_ms,
    toMs: row.in_force_to_ms ?? Infinity,
  };
}

function timeText(ms: number | null): string | null {
  return ms === null || ms === beginningMs ? null : formatIsoUtc(ms);
}
