import { formatIsoUtcMs } from '#domain/iso-time.ts';
import { type LogEntry, type LogEntryType, type LogPayloads, logSubject } from '#domain/log-entry.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { logHeads } from './log-heads.ts';
import { projectEntry } from './project-entry.ts';
import { entryBytes, readEntry } from './read-entry.ts';
import { tableRows } from './table-rows.ts';

/**
 * Appends one entry to the decision log and brings the council's tables up to it, inside the caller's transaction or its own. The rules that
 * admit an entry are those that `verifyLog` replays; a refused entry leaves nothing behind.
 * @param payload what the entry carries, or a function that makes it from the entry's time (ms since 1970 UTC) and parents.
 * @returns the entry's id.
 */
export function appendEntry<Type extends LogEntryType>(
  workspace: Workspace,
  type: Type,
  by: string | null,
  payload: LogPayloads[Type] | ((atMs: number, parents: string[]) => LogPayloads[Type]),
): string {
  return workspace.transaction(() => {
    const parents = logHeads(workspace);
    const atMs = Math.trunc(workspace.environment.now());
    const entry = {
      type,
      workspace: workspace.settings.workspaceId,
      parents,
      at: formatIsoUtcMs(atMs),
      by,
      payload: typeof payload === 'function' ? payload(atMs, parents) : payload,
    } as LogEntry;
    const bytes = entryBytes(entry);
    const id = sha256Hex(bytes);
    const rows = tableRows(workspace);
    projectEntry(entry, id, rows);
    readEntry(bytes);
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
