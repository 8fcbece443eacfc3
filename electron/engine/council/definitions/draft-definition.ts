import type { DefinitionContent } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { appendEntry } from '../log/append-entry.ts';
import { checkContent } from './check-content.ts';
import { definitionId } from './definition-id.ts';
import { type DefinitionDetails, showDefinition } from './list-definitions.ts';

/** What a new definition says where its draft is silent. */
const blankContent: Omit<DefinitionContent, 'term' | 'motion' | 'kind'> = {
  object: 'lead',
  criteria: null,
  ownerId: null,
  ownerTitle: '',
  auditCadence: 'halfYearly',
  rationale: '',
  effectiveFrom: null,
  stage: null,
  picklist: null,
  thresholds: null,
};

/**
 * Drafts a definition, or the next version of the one with the same term and motion (whatever the case of their letters).
 * @param content may leave out what stays as in the newest version; rationale and effective date are each version's own.
 * @param by member id, or null for someone without membership.
 * @throws ParleyError E_DEFINITION with a JSON pointer in `path`, E_CRITERIA.
 */
export function draftDefinition(
  workspace: Workspace,
  content: Partial<DefinitionContent>,
  by: string | null,
  reason = '',
): DefinitionDetails {
  return workspace.transaction(() => {
    const known = findDefinition(workspace, content);
    const newest = known === undefined ? undefined : showNewest(workspace, known.id);
    const base = newest === undefined ? blankContent : { ...newest.content, rationale: '', effectiveFrom: null };
    const named = known === undefined ? {} : { term: known.term, motion: known.motion };
    const checked = checkContent({ ...base, ...content, ...named }, workspace.settings.timeZone);
    const definition = known?.id ?? freeId(workspace, checked);
    const version = (newest?.version ?? 0) + 1;
    appendEntry(workspace, 'definitionDrafted', by, { definition, version, content: checked, reason });
    return showDefinition(workspace, `${definition}@${version}`);
  });
}

function findDefinition(
  workspace: Workspace,
  { term, motion }: Partial<DefinitionContent>,
): { id: string; term: string; motion: string } | undefined {
  const [wantedTerm, wantedMotion] = [folded(term), folded(motion)];
  return workspace
    .all(sql.selectFrom('definitions').select(['id', 'term', 'motion']))
    .find((row) => folded(row.term) === wantedTerm && folded(row.motion) === wantedMotion);
}

function folded(text: unknown): string {
  return typeof text === 'string' ? text.normalize('NFC').trim().toLowerCase() : '';
}

function showNewest(workspace: Workspace, definition: string): DefinitionDetails {
  const newest = workspace.first(
    sql.selectFrom('definition_versions').select('version').where('definition_id', '=', definition).orderBy('version', 'desc').limit(1),
  );
  return showDefinition(workspace, `${definition}@${newest!.version}`);
}

function freeId(workspace: Workspace, { motion, term }: DefinitionContent): string {
  const wanted = definitionId(motion, term);
  for (let attempt = 1; attempt <= 1000; attempt++) {
    const id = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (workspace.first(sql.selectFrom('definitions').select('id').where('id', '=', id)) === undefined) return id;
  }
  throw new ParleyError('E_EXISTS', `Too many terms are spelled like ${wanted}. Choose a more telling term.`);
}
