import type { LogEntry, LogEntryOf, LogEntryType } from '#domain/log-entry.ts';
import { projectDefinitionActivated } from '../definitions/project-activation.ts';
import {
  projectDefinitionDrafted,
  projectDefinitionProposed,
  projectDefinitionWithdrawn,
  projectDraftEdited,
  projectProposalRejected,
} from '../definitions/project-definitions.ts';
import { projectDefinitionSigned } from '../definitions/project-sign-off.ts';
import { projectKeyRegistered, projectKeyRevoked } from '../keys/project-keys.ts';
import { projectMemberAdded, projectMemberChanged } from '../members/project-members.ts';
import { projectPolicySet } from '../policies/project-policies.ts';
import type { CouncilRows } from './council-rows.ts';
import { requireActor } from './require-actor.ts';

type Projections = { [Type in LogEntryType]: (entry: LogEntryOf<Type>, entryId: string, rows: CouncilRows) => void };

const projections: Projections = {
  memberAdded: projectMemberAdded,
  memberChanged: projectMemberChanged,
  keyRegistered: projectKeyRegistered,
  keyRevoked: projectKeyRevoked,
  definitionDrafted: projectDefinitionDrafted,
  draftEdited: projectDraftEdited,
  definitionProposed: projectDefinitionProposed,
  proposalRejected: projectProposalRejected,
  definitionSigned: projectDefinitionSigned,
  definitionActivated: projectDefinitionActivated,
  definitionWithdrawn: projectDefinitionWithdrawn,
  policySet: projectPolicySet,
};

/** Checks an entry against the council's rules and applies it to its rows: the one place where the log becomes tables. */
export function projectEntry(entry: LogEntry, entryId: string, rows: CouncilRows): void {
  if (entry.by !== null && entry.type !== 'memberAdded' && entry.type !== 'definitionSigned') requireActor(rows, entry.by, 'act');
  (projections[entry.type] as Projections[typeof entry.type] as (entry: LogEntry, entryId: string, rows: CouncilRows) => void)(
    entry,
    entryId,
    rows,
  );
}
