import type { DefinitionKind, DefinitionVersion, VersionState } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { listSignOffs, type SignOff } from './list-sign-offs.ts';
import { storedVersion } from './stored-version.ts';
import { parseVersionRef } from './version-ref.ts';

export interface DefinitionSummary {
  id: string;
  term: string;
  motion: string;
  kind: DefinitionKind;
  /** Lowest first. */
  versions: { version: number; state: VersionState; inForceFrom: string | null; inForceTo: string | null }[];
  /** Number of the version in force without an end, null for none. */
  inForce: number | null;
}

export interface DefinitionDetails extends DefinitionVersion {
  /** Member ids and ISO-8601 UTC times; null where it has not come to that, or nobody of the council did it. */
  draftedBy: string | null;
  draftedAt: string;
  proposedBy: string | null;
  proposedAt: string | null;
  activatedBy: string | null;
  activatedAt: string | null;
  signOffs: SignOff[];
}

/** All definitions with their versions, by motion and term. */
export function listDefinitions(workspace: Workspace): DefinitionSummary[] {
  const definitions = workspace.all(sql.selectFrom('definitions').selectAll().orderBy('motion').orderBy('term').orderBy('id'));
  const versions = workspace.all(sql.selectFrom('definition_versions').selectAll().orderBy('definition_id').orderBy('version'));
  const byDefinition = Map.groupBy(versions, (row) => row.definition_id);
  return definitions.map(({ id, term, motion, kind }) => {
    const rows = (byDefinition.get(id) ?? []).map(storedVersion);
    return {
      id,
      term,
      motion,
      kind: kind as DefinitionKind,
      versions: rows.map(({ version, state, inForceFrom, inForceTo }) => ({ version, state, inForceFrom, inForceTo })),
      inForce: rows.find((row) => row.state === 'inForce')?.version ?? null,
    };
  });
}

/**
 * One version with who did what, and its sign-offs.
 * @param ref `inbound-mql@2`; without a number the version in force, else the newest.
 * @throws ParleyError E_NOT_FOUND, E_ARGS.
 */
export function showDefinition(workspace: Workspace, ref: string): DefinitionDetails {
  const { definition, version } = parseVersionRef(ref);
  const rows = workspace.all(
    sql.selectFrom('definition_versions').selectAll().where('definition_id', '=', definition).orderBy('version', 'desc'),
  );
  const row = version === null ? (rows.find(({ state }) => state === 'inForce') ?? rows[0]) : rows.find((one) => one.version === version);
  if (row === undefined)
    throw new ParleyError('E_NOT_FOUND', `There is no definition ${ref.trim().slice(0, 80)}. List the definitions for what there is.`);
  return {
    ...storedVersion(row),
    draftedBy: row.drafted_by,
    draftedAt: row.drafted_at,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    activatedBy: row.activated_by,
    activatedAt: row.activated_at,
    signOffs: listSignOffs(workspace, definition, row.version),
  };
}
