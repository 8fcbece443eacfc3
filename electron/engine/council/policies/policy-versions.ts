import type { Policy } from '#domain/policy.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** A version of the policies as set. */
export interface StoredPolicy {
  version: number;
  policy: Policy;
  /** ISO-8601 UTC. */
  setAt: string;
  /** Member id, null where someone without membership set it. */
  setBy: string | null;
  entryId: string;
}

/** All versions ever set, oldest first; empty while Parley's defaults hold. */
export function policyVersions(workspace: Workspace): StoredPolicy[] {
  return workspace.all(sql.selectFrom('policies').selectAll().orderBy('version')).map((row) => ({
    version: row.version,
    policy: JSON.parse(row.policy) as Policy,
    setAt: row.set_at,
    setBy: row.set_by,
    entryId: row.entry_id,
  }));
}
