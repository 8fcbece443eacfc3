import { listLog } from '../council/log/list-log.ts';
import { listMembers } from '../council/members/list-members.ts';
import type { DecisionRow } from '../packs/qbr/qbr-pack-input.ts';
import type { Workspace } from '../workspace/workspace.ts';

const decisions: Partial<Record<string, (entry: Record<string, unknown>) => string>> = {
  definitionProposed: ({ definition, version }) => `Proposed ${definition}, version ${version}`,
  proposalRejected: ({ definition, version, reason }) =>
    `Sent ${definition}, version ${version}, back to draft${reason ? `: ${reason}` : ''}`,
  definitionSigned: ({ definition, version, side }) => `Signed ${definition}, version ${version}${side ? `, for ${side}` : ''}`,
  definitionActivated: ({ definition, version }) => `Put ${definition}, version ${version}, in force`,
  definitionWithdrawn: ({ definition, version, reason }) => `Withdrew ${definition}, version ${version}${reason ? `: ${reason}` : ''}`,
  policySet: ({ version }) => `Set policy version ${version}`,
};
const mostDecisions = 40;

/** What the council decided, newest first: versions in force, withdrawn and sent back, and policies. Sign-offs stand with their definitions. */
export function decisionRows(workspace: Workspace): DecisionRow[] {
  const names = new Map(listMembers(workspace).map(({ id, name }) => [id, name]));
  return listLog(workspace)
    .filter(({ type }) => type !== 'definitionSigned' && type !== 'definitionProposed' && Object.hasOwn(decisions, type))
    .reverse()
    .slice(0, mostDecisions)
    .map((entry) => {
      const payload = entry as unknown as Record<string, unknown>;
      const by = typeof payload.by === 'string' ? names.get(payload.by) : undefined;
      return {
        number: entry.seq,
        entryHash: entry.id,
        at: String(payload.at),
        subject: String(payload.definition ?? 'policy'),
        decision: `${decisions[entry.type]!(payload)}${by ? ` (${by})` : ''}`,
        dissent: '',
        actions: [],
      };
    });
}
