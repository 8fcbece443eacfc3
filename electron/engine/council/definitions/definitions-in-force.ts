import type { DefinitionVersion } from '#domain/definition.ts';
import { versionInForceAt } from '#domain/definition-in-force.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { forceInterval, storedVersion } from './stored-version.ts';

/** A version with the half-open time in which it applies, ms since 1970 UTC; ±Infinity for no bound. */
export interface ActivatedVersion extends DefinitionVersion {
  fromMs: number;
  toMs: number;
}

/** Every version that was ever activated, by definition and version: what an analysis that spans several versions looks moments up in. */
export function activatedVersions(workspace: Workspace): ActivatedVersion[] {
  const rows = workspace.all(
    sql.selectFrom('definition_versions').selectAll().where('in_force_from_ms', 'is not', null).orderBy('definition_id').orderBy('version'),
  );
  return rows.map((row) => ({ ...storedVersion(row), ...forceInterval(row)! }));
}

/**
 * The version of each definition that applies at a moment.
 * @param atMs ms since 1970 UTC.
 * @param motion only this motion's, whatever the case of its letters; undefined: all.
 */
export function definitionsInForce(workspace: Workspace, atMs: number, motion?: string): ActivatedVersion[] {
  const wanted = motion?.toLowerCase();
  const versions = activatedVersions(workspace).filter(({ content }) => wanted === undefined || content.motion.toLowerCase() === wanted);
  return [...Map.groupBy(versions, (version) => version.definitionId).values()].flatMap((one) => versionInForceAt(one, atMs) ?? []);
}
