import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { wrappingDigest } from '../keys/create-key.ts';
import { nameCommitment } from '../members/name-commitment.ts';
import { type ProjectedTable, projectedTables } from './council-rows.ts';
import type { LogProblem } from './log-problem.ts';
import { type MemoryRows, rowKey } from './memory-rows.ts';

/** Finds the first row of the council's tables that is not what the log says. */
export function compareTables(workspace: Workspace, replayed: MemoryRows, seqOf: ReadonlyMap<string, number>): LogProblem | undefined {
  const differs = (entryId: string, message: string): LogProblem => ({
    kind: 'tableDiffers',
    id: entryId,
    seq: seqOf.get(entryId) ?? 0,
    message: `${message} The log is right: restore a backup, or rebuild the tables from it.`,
  });
  for (const table of Object.keys(projectedTables) as ProjectedTable[]) {
    const expected = new Map(replayed.rowsOf(table));
    for (const row of workspace.all(sql.selectFrom(table).selectAll()) as unknown as Record<string, unknown>[]) {
      const key = rowKey(table, row);
      const said = expected.get(key);
      if (said === undefined) return differs('', `Table ${table}, row ${key.slice(0, 80)}: no entry of the log made it.`);
      const column = Object.keys(said).find((name) => said[name] !== row[name]);
      if (column !== undefined)
        return differs(entryOf(said), `Table ${table}, row ${key.slice(0, 80)}: ${column} is not what the log says.`);
      expected.delete(key);
    }
    for (const [key, said] of expected)
      return differs(entryOf(said), `Table ${table}: the row ${key.slice(0, 80)} that the log made is missing.`);
  }
  return compareNames(workspace, replayed, differs) ?? compareWrappings(workspace, replayed, differs);
}

type Differs = (entryId: string, message: string) => LogProblem;

function compareNames(workspace: Workspace, replayed: MemoryRows, differs: Differs): LogProblem | undefined {
  const names = new Map(workspace.all(sql.selectFrom('member_names').selectAll()).map((row) => [row.member_id, row]));
  for (const [id, member] of replayed.rowsOf('members')) {
    const row = names.get(id);
    if (row === undefined || nameCommitment(row.salt, row.name) !== member.name_commitment)
      return differs(entryOf(member), `Table member_names, row ${id}: the name is not the one that the log knows.`);
    names.delete(id);
  }
  for (const id of names.keys()) return differs('', `Table member_names, row ${id.slice(0, 80)}: no entry of the log made this member.`);
  return undefined;
}

function compareWrappings(workspace: Workspace, replayed: MemoryRows, differs: Differs): LogProblem | undefined {
  for (const { fingerprint, wrapping, sha256 } of workspace.all(sql.selectFrom('wrapped_keys').selectAll())) {
    const key = replayed.rowsOf('member_keys').get(fingerprint);
    if (key === undefined) return differs('', `Table wrapped_keys, row ${fingerprint.slice(0, 80)}: no such key was registered.`);
    if (wrappingDigest(fingerprint, wrapping) !== sha256)
      return differs(String(key.registered_entry), `Table wrapped_keys, row ${fingerprint}: the stored key doesn't match its digest.`);
  }
  return undefined;
}

function entryOf(row: Record<string, unknown>): string {
  return String(row.entry_id ?? row.revoked_entry ?? row.registered_entry ?? '');
}
