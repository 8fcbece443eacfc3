import { ParleyError } from '#domain/errors.ts';
import type { LogEntryType } from '#domain/log-entry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { listLog } from '../log/list-log.ts';

/** What happened to a version: who, when, why. */
export interface HistoryEvent {
  entryId: string;
  version: number;
  event: LogEntryType;
  /** ISO-8601 UTC: what the local clock claimed. */
  at: string;
  /** Member id; null for someone without membership. */
  by: string | null;
  /** The reason given with the deed, else the rationale of what was written. */
  why: string;
}

/** All that happened to a definition, oldest first. Throws E_NOT_FOUND. */
export function definitionHistory(workspace: Workspace, definition: string): HistoryEvent[] {
  const events = listLog(workspace, { subject: definition }).flatMap((entry): HistoryEvent[] => {
    const { payload } = entry;
    if (!('definition' in payload)) return [];
    const reason = 'reason' in payload ? payload.reason : '';
    const why = reason !== '' ? reason : 'content' in payload ? payload.content.rationale : '';
    return [{ entryId: entry.id, version: payload.version, event: entry.type, at: entry.at, by: entry.by, why }];
  });
  if (events.length === 0)
    throw new ParleyError('E_NOT_FOUND', `There is no definition ${definition.slice(0, 80)}. List the definitions for what there is.`);
  return events;
}
