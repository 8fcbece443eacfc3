import { type DefinitionDiff, diffDefinitions } from '#domain/definition-diff.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { criteriaClauses } from '../canonical-criteria.ts';
import { showDefinition } from './list-definitions.ts';

/** What differs between two versions, given as `inbound-mql@1` and `inbound-mql@2`. Throws E_NOT_FOUND, E_ARGS. */
export function diffVersions(workspace: Workspace, before: string, after: string): DefinitionDiff {
  return diffDefinitions(showDefinition(workspace, before).content, showDefinition(workspace, after).content, criteriaClauses);
}
