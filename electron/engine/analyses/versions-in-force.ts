import type { DefinitionContent } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import { activatedVersions } from '../council/definitions/definitions-in-force.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { VersionInForce } from './context.ts';

/** Every version that was ever put in force, oldest first. */
export function versionsInForce(workspace: Workspace): VersionInForce[] {
  return activatedVersions(workspace).sort((a, b) => (a.fromMs === b.fromMs ? 0 : a.fromMs - b.fromMs));
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
