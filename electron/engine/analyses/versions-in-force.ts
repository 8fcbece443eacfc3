import type { DefinitionContent } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { VersionInForce } from './context.ts';

const beginningMs = -8_640_000_000_000_000;

/** Every version that was ever put in force, oldest first. */
export function versionsInForce(workspace: Workspace): VersionInForce[] {
  return workspace
    .all(
      sql
        .selectFrom('definition_versions')
        .select(['definition_id', 'version', 'hash', 'content', 'in_force_from_ms', 'in_force_to_ms'])
        .where('in_force_from_ms', 'is not', null)
        .orderBy('in_force_from_ms')
        .orderBy('definition_id'),
    )
    .map((row) => ({
      definitionId: row.definition_id,
      version: row.version,
      hash: row.hash,
      content: JSON.parse(row.content) as DefinitionContent,
      fromMs: row.in_force_from_ms === beginningMs ? Number.NEGATIVE_INFINITY : row.in_force_from_ms!,
      toMs: row.in_force_to_ms ?? Number.POSITIVE_INFINITY,
    }));
}

/**
 * One version by `definition@version`, whatever its state, as if it were in force always: the what-if.
 * @throws E_ARGS for another form or a version that does not exist.
 */
export function versionAsWhatIf(workspace: Workspace, reference: string): VersionInForce {
  const form = /^(.+)@(\d+)$/.exec(reference.trim());
  if (!form)
    throw new ParleyError('E_ARGS', `Expected a definition version like mql-inbound@2, got "${reference}".`, { path: 'definition' });
  const row = workspace.first(
    sql
      .selectFrom('definition_versions')
      .select(['definition_id', 'version', 'hash', 'content'])
      .where('definition_id', '=', form[1]!)
      .where('version', '=', Number(form[2])),
  );
  if (!row)
    throw new ParleyError(
      'E_ARGS',
      `There is no version ${form[2]} of a definition "${form[1]}". List them with: parley definition list <workspace>.`,
      { path: 'definition' },
    );
  return {
    definitionId: row.definition_id,
    version: row.version,
    hash: row.hash,
    content: JSON.parse(row.content) as DefinitionContent,
    fromMs: Number.NEGATIVE_INFINITY,
    toMs: Number.POSITIVE_INFINITY,
  };
}
