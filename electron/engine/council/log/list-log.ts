import type { LogEntry } from '#domain/log-entry.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { readEntry } from './read-entry.ts';

export type ListedEntry = LogEntry & {
  seq: number;
  id: string;
};

export interface LogPage {
  /** Only entries about this definition, member, key or `policy`. */
  subject?: string;
  /** Only entries after this place in the log. */
  afterSeq?: number;
  limit?: number;
}

/** Entries of the decision log, oldest first. */
export function listLog(workspace: Workspace, { subject, afterSeq = 0, limit }: LogPage = {}): ListedEntry[] {
  let query = sql.selectFrom('log_entries').select(['seq', 'id', 'bytes']).where('seq', '>', afterSeq).orderBy('seq');
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (limit !== undefined) query = query.limit(limit);
  return workspace.all(query).map(({ seq, id, bytes }) => ({ seq, id, ...readEntry(bytes) }));
}
