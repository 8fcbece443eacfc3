import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** The newest entry of this copy of the log, for a witness outside the file; undefined while the log is empty. */
export function currentHead(workspace: Workspace): { head: string; seq: number } | undefined {
  const newest = workspace.first(sql.selectFrom('log_entries').select(['id', 'seq']).orderBy('seq', 'desc').limit(1));
  return newest === undefined ? undefined : { head: newest.id, seq: newest.seq };
}

/** Whether this copy of the log holds an entry. */
export function logHolds(workspace: Workspace, id: string): boolean {
  return workspace.first(sql.selectFrom('log_entries').select('seq').where('id', '=', id)) !== undefined;
}
