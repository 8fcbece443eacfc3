import { formatIsoUtcMs } from '#domain/iso-time.ts';
import { type LogEntry, type LogEntryType, type LogPayloads, logSubject } from '#domain/log-entry.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { logHeads } from './log-heads.ts';
import { projectEntry } from './project-entry.ts';
import { entryBytes } from './read-entry.ts';
import { tableRows } from './table-rows.ts';

/**
 * Appends one entry to the decision log and brings the council's tables up to it, inside the caller's transaction or its own. The rules that
 * admit an entry are those that `verifyLog` replays; a refused entry leaves nothing behind.
 * @returns the entry's id.
 */
export function appendEntry<Type extends LogEntryType>(
  workspace: Workspace,
  type: Type,
  by: string | null,
  payload: LogPayloads[Type],
): string {
  return workspace.transaction(() => {
    const parents = logHeads(workspace);
    const at = formatIsoUtcMs(Math.trunc(workspace.environment.now()));
    const entry = { type, workspace: workspace.settings.workspaceId, parents, at, by, payload } as LogEntry;
    const bytes = entryBytes(entry);
    const id = sha256Hex(bytes);
    const rows = tableRows(workspace);
    projectEntry(entry, id, rows);
    workspace.run(sql.insertInto('log_entries').values({ seq: nextSeq(workspace), id, type, subject: logSubject(entry), bytes }));
    workspace.run(sql.deleteFrom('log_heads').where('id', 'in', parents));
    workspace.run(sql.insertInto('log_heads').values({ id }));
    rows.flush();
    return id;
  });
}

function nextSeq(workspace: Workspace): number {
  return (workspace.first(sql.selectFrom('log_entries').select((make) => make.fn.max('seq').as('newest')))?.newest ?? 0) + 1;
}
