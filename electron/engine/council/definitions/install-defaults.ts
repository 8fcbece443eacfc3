import { ParleyError } from '#domain/errors.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { defaultDefinitions, defaultMotions } from './default-definitions.ts';
import { draftDefinition } from './draft-definition.ts';
import { type DefinitionDetails, listDefinitions } from './list-definitions.ts';

/**
 * Drafts Parley's default definitions where the workspace has none of that term and motion; never signed, never in force by themselves.
 * @param by member id, or null.
 * @param motions default: all five.
 * @returns the versions drafted now.
 */
export function installDefaultDefinitions(
  workspace: Workspace,
  by: string | null,
  motions: readonly string[] = defaultMotions,
): DefinitionDetails[] {
  return workspace.transaction(() => {
    const known = new Set(listDefinitions(workspace).map(({ motion, term }) => keyOf(motion, term)));
    return motions.flatMap((motion) => {
      const contents = defaultDefinitions(motion);
      if (contents === undefined)
        throw new ParleyError(
          'E_NOT_FOUND',
          `There are no default definitions for ${motion.slice(0, 40)}. Choose from ${defaultMotions.join(', ')}.`,
        );
      return contents
        .filter(({ term }) => !known.has(keyOf(motion, term!)))
        .map((content) => draftDefinition(workspace, content, by, "Parley's default"));
    });
  });
}

function keyOf(motion: string, term: string): string {
  return `${motion}\n${term}`.toLowerCase();
}
