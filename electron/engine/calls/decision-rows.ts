import { type LogEntry, logSubject } from '#domain/log-entry.ts';
import { listDefinitions } from '../council/definitions/list-definitions.ts';
import { listLog } from '../council/log/list-log.ts';
import { listMembers } from '../council/members/list-members.ts';
import type { DecisionRow } from '../packs/qbr/qbr-pack-input.ts';
import type { Workspace } from '../workspace/workspace.ts';

function decisionText(entry: LogEntry): string | undefined {
  switch (entry.type) {
    case 'proposalRejected':
      return `Sent version ${entry.payload.version} back to draft${reasonOf(entry.payload.reason)}`;
    case 'definitionActivated':
      return `Put version ${entry.payload.version} in force`;
    case 'definitionWithdrawn':
      return `Withdrew version ${entry.payload.version}${reasonOf(entry.payload.reason)}`;
    case 'policySet':
      return `Set policy version ${entry.payload.version}`;
    default:
      return undefined;
  }
}

function reasonOf(reason: string): string {
  return reason === '' ? '' : `: ${reason}`;
}

const mostDecisions = 40;

interface Decided {
  entry: ReturnType<typeof listLog>[number];
  decision: string;
  count: number;
}

/** Versions that one member put in force on one day, one after the other, read as one decision. */
function joinActivations(decided: Decided[], next: Decided): Decided[] {
  const last = decided.at(-1);
  const isSame =
    last?.entry.type === 'definitionActivated' &&
    next.entry.type === 'definitionActivated' &&
    last.entry.by === next.entry.by &&
    last.entry.at.slice(0, 10) === next.entry.at.slice(0, 10);
  if (!last || !isSame) return [...decided, next];
  return [...decided.slice(0, -1), { ...last, decision: `Put ${last.count + 1} signed versions in force`, count: last.count + 1 }];
}

/** What the council decided, newest first: versions in force, withdrawn and sent back, and policies. Sign-offs stand with their definitions. */
export function decisionRows(workspace: Workspace): DecisionRow[] {
  const names = new Map(listMembers(workspace).map(({ id, name }) => [id, name]));
  const terms = new Map(listDefinitions(workspace).map(({ id, term, motion }) => [id, `${term} (${motion})`]));
  return listLog(workspace)
    .flatMap((entry) => {
      const decision = decisionText(entry);
      return decision === undefined ? [] : [{ entry, decision, count: 1 }];
    })
    .reverse()
    .reduce(joinActivations, [])
    .slice(0, mostDecisions)
    .map(({ entry, decision, count }) => {
      const by = entry.by === null ? undefined : names.get(entry.by);
      return {
        number: entry.seq,
        entryHash: entry.id,
        at: entry.at,
        subject:
          count > 1 ? `${count} definitions` : entry.type === 'policySet' ? 'Policy' : (terms.get(logSubject(entry)) ?? logSubject(entry)),
        decision: by ? `${decision} (${by})` : decision,
        dissent: '',
        actions: [],
      };
    });
}
