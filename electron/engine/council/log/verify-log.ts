import { ParleyError } from '#domain/errors.ts';
import { type LogEntry, logSubject } from '#domain/log-entry.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { compareTables } from './compare-tables.ts';
import type { LogProblem, LogProblemKind } from './log-problem.ts';
import { type MemoryRows, memoryRows } from './memory-rows.ts';
import { projectEntry } from './project-entry.ts';
import { readEntry } from './read-entry.ts';

export interface LogVerification {
  ok: boolean;
  entries: number;
  /** Entries that nothing names as their parent. */
  heads: string[];
  signatures: number;
  /** Entries whose time lies before a parent's: the clock was set back. Not a problem, but to be known. */
  clockSetBack: { id: string; seq: number }[];
  firstProblem?: LogProblem;
}

/** The head of the log as someone outside the file has seen it. */
export interface SeenHead {
  head: string;
  seq: number;
}

interface Replay {
  rows: MemoryRows;
  seqOf: Map<string, number>;
  heads: Set<string>;
  timeOf: Map<string, string>;
  clockSetBack: { id: string; seq: number }[];
  signatures: number;
}

/**
 * Recomputes the whole decision log: hashes, parents, order, signatures and every rule that admitted an entry, and compares the council's tables
 * with what the entries say.
 * @param seen a head witnessed outside the file; a log that doesn't hold it was rolled back or took another course.
 */
export function verifyLog(workspace: Workspace, seen?: SeenHead): LogVerification {
  const stored = workspace.all(sql.selectFrom('log_entries').selectAll().orderBy('seq'));
  const replay: Replay = { rows: memoryRows(), seqOf: new Map(), heads: new Set(), timeOf: new Map(), clockSetBack: [], signatures: 0 };
  const idsAhead = new Map(stored.map((row) => [row.id, row.seq]));
  let firstProblem: LogProblem | undefined;
  let expectedSeq = 1;
  for (const row of stored) {
    firstProblem = row.seq === expectedSeq ? replayEntry(workspace, row, idsAhead, replay) : gap(row, expectedSeq);
    if (firstProblem !== undefined) break;
    expectedSeq++;
  }
  firstProblem ??= checkHeads(workspace, replay);
  firstProblem ??= seen === undefined ? undefined : checkSeen(stored, seen);
  firstProblem ??= compareTables(workspace, replay.rows, replay.seqOf);
  const { clockSetBack, signatures } = replay;
  const result: LogVerification = {
    ok: firstProblem === undefined,
    entries: stored.length,
    heads: [...replay.heads].sort(),
    signatures,
    clockSetBack,
  };
  if (firstProblem !== undefined) result.firstProblem = firstProblem;
  return result;
}

type StoredEntry = { seq: number; id: string; type: string; subject: string; bytes: Uint8Array };

function replayEntry(
  workspace: Workspace,
  row: StoredEntry,
  idsAhead: ReadonlyMap<string, number>,
  replay: Replay,
): LogProblem | undefined {
  const { id, seq } = row;
  const problem = (kind: LogProblemKind, what: string): LogProblem => ({
    kind,
    id,
    seq,
    message: `Entry ${seq} (${id.slice(0, 12)}): ${what}`,
  });
  const digest = sha256Hex(row.bytes);
  if (digest !== id) return problem('altered', `its bytes have the SHA-256 ${digest.slice(0, 12)}, not its id. It was altered.`);
  let entry: LogEntry;
  try {
    entry = readEntry(row.bytes);
  } catch (error) {
    return problem('altered', messageOf(error));
  }
  if (entry.type !== row.type || logSubject(entry) !== row.subject)
    return problem('tableDiffers', 'its type or subject is not the one in its bytes.');
  if (entry.workspace !== workspace.settings.workspaceId) return problem('otherWorkspace', 'it was made in another workspace.');
  for (const parent of entry.parents) {
    if (replay.seqOf.has(parent)) continue;
    const later = idsAhead.get(parent);
    return later === undefined
      ? problem('unknownParent', `its parent ${parent.slice(0, 12)} is not in the log. An entry was removed or altered.`)
      : problem('reordered', `its parent is entry ${later}, which comes after it. Entries changed places.`);
  }
  if (entry.parents.length === 0 && seq > 1) return problem('unknownParent', 'it names no parent though it is not the first.');
  try {
    projectEntry(entry, id, replay.rows);
  } catch (error) {
    const forged = error instanceof ParleyError && (error.code === 'E_SIGNATURE' || error.code === 'E_KEY');
    return problem(forged ? 'badSignature' : 'againstRules', messageOf(error));
  }
  if (entry.parents.some((parent) => replay.timeOf.get(parent)! > entry.at)) replay.clockSetBack.push({ id, seq });
  if (entry.type === 'definitionSigned') replay.signatures++;
  for (const parent of entry.parents) replay.heads.delete(parent);
  replay.heads.add(id);
  replay.seqOf.set(id, seq);
  replay.timeOf.set(id, entry.at);
  return undefined;
}

function gap(row: StoredEntry, expectedSeq: number): LogProblem {
  const what = row.seq > expectedSeq ? `entry ${expectedSeq} is missing` : `its place is before the first`;
  return { kind: 'missing', id: row.id, seq: row.seq, message: `Entry ${row.seq} (${row.id.slice(0, 12)}): ${what}.` };
}

function checkHeads(workspace: Workspace, replay: Replay): LogProblem | undefined {
  const heads = [...replay.heads].sort();
  const stored = workspace.all(sql.selectFrom('log_heads').select('id').orderBy('id')).map((row) => row.id);
  const newest = heads[0] ?? '';
  const at = { id: newest, seq: replay.seqOf.get(newest) ?? 0 };
  if (heads.length > 1)
    return {
      ...at,
      kind: 'forked',
      message: `The log ends in ${heads.length} heads that no entry joins: an entry was put in beside its line.`,
    };
  if (stored.join() !== heads.join())
    return {
      ...at,
      kind: stored.some((id) => !replay.seqOf.has(id)) ? 'missing' : 'tableDiffers',
      message: `The log ends in ${heads.map((id) => id.slice(0, 12)).join(', ') || 'nothing'}, but was left at ${stored.map((id) => id.slice(0, 12)).join(', ') || 'nothing'}.`,
    };
  return undefined;
}

function checkSeen(stored: StoredEntry[], seen: SeenHead): LogProblem | undefined {
  if (seen.seq === 0 || stored.some((row) => row.id === seen.head)) return undefined;
  const last = stored.at(-1);
  const shorter = stored.length < seen.seq;
  return {
    kind: shorter ? 'rolledBack' : 'forked',
    id: last?.id ?? '',
    seq: last?.seq ?? 0,
    message: `The log was seen at entry ${seen.seq} (${seen.head.slice(0, 12)}), which this copy, ending at entry ${last?.seq ?? 0} (${last?.id.slice(0, 12) ?? 'nothing'}), does not hold: ${shorter ? 'it is older' : 'it took another course'}.`,
  };
}

function messageOf(error: unknown): string {
  if (error instanceof ParleyError) return error.message;
  throw error;
}
