import { canonicalJson } from '#domain/canonical-json.ts';
import type { DefinitionContent, VersionState } from '#domain/definition.ts';
import { nextVersionState } from '#domain/definition-states.ts';
import { ParleyError } from '#domain/errors.ts';
import type { LogEntryOf } from '#domain/log-entry.ts';
import type { CouncilTables } from '../../workspace/schema/council-tables.ts';
import type { CouncilRows } from '../log/council-rows.ts';
import { requireActor } from '../log/require-actor.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { requireComplete } from './require-complete.ts';

type VersionRow = CouncilTables['definition_versions'];

/** Applies a new draft: the first version makes the definition, later ones keep its term, motion and kind. */
export function projectDefinitionDrafted(entry: LogEntryOf<'definitionDrafted'>, entryId: string, rows: CouncilRows): void {
  const { definition, version, content } = entry.payload;
  const versions = rows.versionsOf(definition);
  const expected = (versions.at(-1)?.version ?? 0) + 1;
  if (version !== expected)
    throw new ParleyError('E_STALE', `${definition}: expected its next version to be ${expected}, got ${version}. Read it again.`);
  const known = rows.definition(definition);
  if (known === undefined)
    rows.put('definitions', { id: definition, term: content.term, motion: content.motion, kind: content.kind, entry_id: entryId });
  else requireSameDefinition(known, content);
  rows.put('definition_versions', {
    definition_id: definition,
    version,
    state: 'draft',
    ...stored(content),
    drafted_by: entry.by,
    drafted_at: entry.at,
    proposed_by: null,
    proposed_at: null,
    activated_by: null,
    activated_at: null,
    in_force_from_ms: null,
    in_force_to_ms: null,
    entry_id: entryId,
  });
}

/** Applies an edit; what was proposed becomes a draft again and its sign-offs are void. */
export function projectDraftEdited(entry: LogEntryOf<'draftEdited'>, entryId: string, rows: CouncilRows): void {
  const { definition, version, content } = entry.payload;
  const row = requireVersion(rows, definition, version);
  const state = nextVersionState(row.state as VersionState, 'edit', labelOf(row));
  requireSameDefinition(rows.definition(definition)!, content);
  voidSignOffs(rows, row, entryId);
  rows.put('definition_versions', { ...row, ...stored(content), state, proposed_by: null, proposed_at: null, entry_id: entryId });
}

/** Applies a proposal of exactly the content that was read. */
export function projectDefinitionProposed(entry: LogEntryOf<'definitionProposed'>, entryId: string, rows: CouncilRows): void {
  const row = requireVersion(rows, entry.payload.definition, entry.payload.version);
  const state = nextVersionState(row.state as VersionState, 'propose', labelOf(row));
  requireActor(rows, entry.by, `propose ${labelOf(row)}`);
  requireHash(row, entry.payload.contentHash);
  requireNewest(rows, row);
  const content = JSON.parse(row.content) as DefinitionContent;
  requireComplete(content, labelOf(row));
  requireActor(rows, content.ownerId, `own ${labelOf(row)}`);
  rows.put('definition_versions', { ...row, state, proposed_by: entry.by, proposed_at: entry.at, entry_id: entryId });
}

/** Applies a leader's refusal: a draft again, sign-offs void. */
export function projectProposalRejected(entry: LogEntryOf<'proposalRejected'>, entryId: string, rows: CouncilRows): void {
  const row = requireVersion(rows, entry.payload.definition, entry.payload.version);
  const state = nextVersionState(row.state as VersionState, 'reject', labelOf(row));
  const actor = requireActor(rows, entry.by, `reject ${labelOf(row)}`);
  if (actor.function !== 'leader' && actor.function !== 'chair')
    throw new ParleyError(
      'E_MEMBER',
      `To reject ${labelOf(row)}: expected a leader or the chair, got another member. Open a dispute instead.`,
    );
  requireHash(row, entry.payload.contentHash);
  voidSignOffs(rows, row, entryId);
  rows.put('definition_versions', { ...row, state, proposed_by: null, proposed_at: null, entry_id: entryId });
}

/** Applies a withdrawal. A version in force ends now; one whose time has not come gives the time back to the version before it. */
export function projectDefinitionWithdrawn(entry: LogEntryOf<'definitionWithdrawn'>, entryId: string, rows: CouncilRows): void {
  const row = requireVersion(rows, entry.payload.definition, entry.payload.version);
  const state = nextVersionState(row.state as VersionState, 'withdraw', labelOf(row));
  requireActor(rows, entry.by, `withdraw ${labelOf(row)}`);
  const nowMs = Date.parse(entry.at);
  const fromMs = row.in_force_from_ms;
  const notYetBegun = fromMs !== null && fromMs > nowMs;
  if (row.state !== 'inForce') voidSignOffs(rows, row, entryId);
  if (notYetBegun) restorePrevious(rows, row, entryId);
  rows.put('definition_versions', {
    ...row,
    state,
    in_force_to_ms: fromMs === null ? null : notYetBegun ? fromMs : nowMs,
    entry_id: entryId,
  });
}

/** A version by its number. Throws E_NOT_FOUND. */
export function requireVersion(rows: CouncilRows, definition: string, version: number): VersionRow {
  const row = rows.versionsOf(definition).find((candidate) => candidate.version === version);
  if (row === undefined)
    throw new ParleyError('E_NOT_FOUND', `There is no ${definition.slice(0, 80)}@${version}. List the definitions for what there is.`);
  return row;
}

export function labelOf(row: Pick<VersionRow, 'definition_id' | 'version'>): string {
  return `${row.definition_id}@${row.version}`;
}

/** Refuses to act on content other than what the caller has read. Throws E_STALE. */
export function requireHash(row: VersionRow, contentHash: string): void {
  if (row.hash !== contentHash)
    throw new ParleyError('E_STALE', `${labelOf(row)} was edited since it was read. Read it again and compare.`, {
      data: { expected: contentHash, actual: row.hash },
    });
}

/** Refuses an older version once a later one was activated. Throws E_STATE. */
export function requireNewest(rows: CouncilRows, row: VersionRow): void {
  const later = rows.versionsOf(row.definition_id).find((other) => other.version > row.version && other.activated_at !== null);
  if (later !== undefined)
    throw new ParleyError(
      'E_STATE',
      `${labelOf(row)} is older than version ${later.version}, which came into force before it. Draft its next version.`,
    );
}

function requireSameDefinition(known: CouncilTables['definitions'], content: DefinitionContent): void {
  for (const key of ['term', 'motion', 'kind'] as const)
    if (known[key] !== content[key])
      throw new ParleyError(
        'E_DEFINITION',
        `${known.id}: its ${key} is ${JSON.stringify(known[key])} in every version. Draft another definition for another ${key}.`,
        {
          path: `/${key}`,
        },
      );
}

function stored(content: DefinitionContent): { content: string; hash: string } {
  const text = canonicalJson(content);
  return { content: text, hash: sha256Hex(text) };
}

function voidSignOffs(rows: CouncilRows, row: VersionRow, entryId: string): void {
  for (const signOff of rows.signOffsOf(row.definition_id, row.version))
    if (signOff.voided_entry === null) rows.put('sign_offs', { ...signOff, voided_entry: entryId });
}

function restorePrevious(rows: CouncilRows, row: VersionRow, entryId: string): void {
  const previous = rows
    .versionsOf(row.definition_id)
    .find((other) => other.state === 'superseded' && other.in_force_to_ms === row.in_force_from_ms);
  if (previous === undefined) return;
  const state = nextVersionState('superseded', 'restore', labelOf(previous));
  rows.put('definition_versions', { ...previous, state, in_force_to_ms: null, entry_id: entryId });
}
