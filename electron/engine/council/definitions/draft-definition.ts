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
    if (known !== undefined)
      return draftNextVersion(workspace, known.id, { ...content, term: known.term, motion: known.motion }, by, reason);
    const motion = knownMotion(workspace, content.motion) ?? content.motion;
    const checked = checkContent({ ...blankContent, ...content, motion }, workspace.settings.timeZone);
    return append(workspace, freeId(workspace, checked), 1, checked, by, reason);
  });
}

/** Drafts the next version of a definition; `content` names what differs from the newest one. Throws E_NOT_FOUND, E_DEFINITION, E_CRITERIA. */
export function draftNextVersion(
  workspace: Workspace,
  definition: string,
  content: Partial<DefinitionContent>,
  by: string | null,
  reason = '',
): DefinitionDetails {
  return workspace.transaction(() => {
    const newest = showNewest(workspace, definition);
    const base = { ...newest.content, rationale: '', effectiveFrom: null };
    const checked = checkContent({ ...base, ...content }, workspace.settings.timeZone);
    return append(workspace, definition, newest.version + 1, checked, by, reason);
  });
}

function append(
  workspace: Workspace,
  definition: string,
  version: number,
  content: DefinitionContent,
  by: string | null,
  reason: string,
): DefinitionDetails {
  appendEntry(workspace, 'definitionDrafted', by, { definition, version, content, reason });
  return showDefinition(workspace, `${definition}@${version}`);
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

/** The spelling of a motion that other definitions use, so that one motion is not two. */
function knownMotion(workspace: Workspace, motion: unknown): string | undefined {
  const wanted = folded(motion);
  return workspace.all(sql.selectFrom('definitions').select('motion').distinct()).find((row) => folded(row.motion) === wanted)?.motion;
}

function folded(text: unknown): string {
  return typeof text === 'string' ? text.normalize('NFC').trim().toLowerCase() : '';
}

function showNewest(workspace: Workspace, definition: string): DefinitionDetails {
  const newest = workspace.first(
    sql.selectFrom('definition_versions').select('version').where('definition_id', '=', definition).orderBy('version', 'desc').limit(1),
  );
  return showDefinition(workspace, newest === undefined ? definition : `${definition}@${newest.version}`);
}

function freeId(workspace: Workspace, { motion, term }: DefinitionContent): string {
  const wanted = definitionId(motion, term);
  for (let attempt = 1; attempt <= 1000; attempt++) {
    const id = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (workspace.first(sql.selectFrom('definitions').select('id').where('id', '=', id)) === undefined) return id;
  }
  throw new ParleyError('E_EXISTS', `Too many terms are spelled like ${wanted}. Choose a more telling term.`);
}
