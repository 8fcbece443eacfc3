import type { CouncilTables } from '../../workspace/schema/council-tables.ts';
import { type CouncilRows, type ProjectedTable, projectedTables } from './council-rows.ts';

type Row = Record<string, unknown>;

/** Council rows held in memory, for replaying a log beside the tables. */
export interface MemoryRows extends CouncilRows {
  /** Rows of a table by their key. */
  rowsOf(table: ProjectedTable): ReadonlyMap<string, Row>;
}

/** A row's key within its table. */
export function rowKey(table: ProjectedTable, row: Row): string {
  return projectedTables[table].map((column) => String(row[column])).join('@');
}

export function memoryRows(): MemoryRows {
  const tables = new Map<ProjectedTable, Map<string, Row>>();
  const versionKeys = new Map<string, string[]>();
  const signOffKeys = new Map<string, string[]>();
  for (const table of Object.keys(projectedTables) as ProjectedTable[]) tables.set(table, new Map());
  const rowsOf = (table: ProjectedTable) => tables.get(table)!;
  const get = <Table extends ProjectedTable>(table: Table, key: string) => rowsOf(table).get(key) as CouncilTables[Table] | undefined;
  const remember = (index: Map<string, string[]>, key: string, rowKey: string) => {
    const known = index.get(key);
    if (known === undefined) index.set(key, [rowKey]);
    else if (!known.includes(rowKey)) known.push(rowKey);
  };
  return {
    rowsOf,
    member: (id) => get('members', id),
    key: (fingerprint) => get('member_keys', fingerprint),
    keysOf: (memberId) => [...rowsOf('member_keys').values()].filter((row) => row.member_id === memberId) as never,
    definition: (id) => get('definitions', id),
    versionsOf: (id) =>
      (versionKeys.get(id) ?? []).map((key) => get('definition_versions', key)!).sort((left, right) => left.version - right.version),
    signOffsOf: (id, version) => (signOffKeys.get(`${id}@${version}`) ?? []).map((key) => get('sign_offs', key)!),
    newestPolicyVersion: () => Math.max(0, ...[...rowsOf('policies').values()].map((row) => row.version as number)),
    put: (table, row) => {
      const plain = row as unknown as Row;
      const key = rowKey(table, plain);
      rowsOf(table).set(key, plain);
      if (table === 'definition_versions') remember(versionKeys, String(plain.definition_id), key);
      if (table === 'sign_offs') remember(signOffKeys, `${plain.definition_id}@${plain.version}`, key);
    },
  };
}
