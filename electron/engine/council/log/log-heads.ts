import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** Ids of the entries that no other entry names as its parent, sorted; what the next entry will name. */
export function logHeads(workspace: Workspace): string[] {
  return workspace.all(sql.selectFrom('log_heads').select('id').orderBy('id')).map((row) => row.id);
}
