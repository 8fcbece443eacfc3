import type { DefinitionContent } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { appendEntry } from '../log/append-entry.ts';
import { tableRows } from '../log/table-rows.ts';
import { checkContent } from './check-content.ts';
import { type DefinitionDetails, showDefinition } from './list-definitions.ts';
import { activationTime } from './project-activation.ts';
import { labelOf, requireHash, requireVersion } from './project-definitions.ts';
import type { VersionRef } from './version-ref.ts';

export interface ChangeOptions {
  /** Why, for the history. */
  reason?: string;
  /** Content hash that the caller has read; another one is refused with E_STALE. */
  expectedHash?: string;
}

/** Edits a draft; what was proposed becomes a draft again and loses its sign-offs. What `change` leaves out stays. Throws E_STATE, E_STALE, E_DEFINITION, E_CRITERIA. */
export function editDraft(
  workspace: Workspace,
  ref: VersionRef,
  change: Partial<DefinitionContent>,
  by: string | null,
  options: ChangeOptions = {},
): DefinitionDetails {
  return changing(workspace, ref, options, (row, reason) => {
    const before = JSON.parse(row.content) as DefinitionContent;
    const content = checkContent({ ...before, ...change }, workspace.settings.timeZone);
    appendEntry(workspace, 'draftEdited', by, { ...plain(ref), content, reason });
  });
}

/** Puts a complete draft before the council. Throws E_STATE, E_STALE, E_INCOMPLETE, E_MEMBER. */
export function proposeDefinition(workspace: Workspace, ref: VersionRef, by: string, options: ChangeOptions = {}): DefinitionDetails {
  return changing(workspace, ref, options, (row, reason) => {
    appendEntry(workspace, 'definitionProposed', by, { ...plain(ref), contentHash: row.hash, reason });
  });
}

/** Sends a proposal back to its author; it loses its sign-offs. For leaders and the chair. Throws E_STATE, E_STALE, E_MEMBER. */
export function rejectProposal(workspace: Workspace, ref: VersionRef, by: string, options: ChangeOptions = {}): DefinitionDetails {
  return changing(workspace, ref, options, (row, reason) => {
    appendEntry(workspace, 'proposalRejected', by, { ...plain(ref), contentHash: row.hash, reason });
  });
}

/** Brings a version that both sides signed into force; the one before ends where it begins. Throws E_STATE, E_STALE, E_EFFECTIVE, E_MEMBER. */
export function activateDefinition(workspace: Workspace, ref: VersionRef, by: string, options: ChangeOptions = {}): DefinitionDetails {
  return changing(workspace, ref, options, (row) => {
    const content = JSON.parse(row.content) as DefinitionContent;
    const versions = tableRows(workspace).versionsOf(ref.definition);
    appendEntry(workspace, 'definitionActivated', by, (atMs) => ({
      ...plain(ref),
      contentHash: row.hash,
      from: activationTime(versions, content, atMs),
    }));
  });
}

/** Takes a version back; one in force ends now. Throws E_STATE, E_STALE, E_MEMBER, and E_ARGS without a reason once it was proposed. */
export function withdrawDefinition(workspace: Workspace, ref: VersionRef, by: string, options: ChangeOptions = {}): DefinitionDetails {
  return changing(workspace, ref, options, (row, reason) => {
    if (reason === '' && row.state !== 'draft')
      throw new ParleyError('E_ARGS', `${labelOf(row)}: expected a reason for withdrawing it, got none. The history will show it.`);
    appendEntry(workspace, 'definitionWithdrawn', by, { ...plain(ref), reason });
  });
}

type Row = ReturnType<typeof requireVersion>;

function changing(
  workspace: Workspace,
  ref: VersionRef,
  options: ChangeOptions,
  work: (row: Row, reason: string) => void,
): DefinitionDetails {
  return workspace.transaction(() => {
    const row = requireVersion(tableRows(workspace), ref.definition, ref.version);
    if (options.expectedHash !== undefined) requireHash(row, options.expectedHash);
    work(row, (options.reason ?? '').normalize('NFC').trim());
    return showDefinition(workspace, `${ref.definition}@${ref.version}`);
  });
}

function plain({ definition, version }: VersionRef): VersionRef {
  return { definition, version };
}
