import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type CouncilRows, projectedTables } from './council-rows.ts';

/** Council rows of the file. `put` waits for `flush`, so that an entry which is refused half-way leaves nothing behind. */
export interface TableRows extends CouncilRows {
  flush(): void;
}

export function tableRows(workspace: Workspace): TableRows {
  const waiting: (() => void)[] = [];
  return {
    member: (id) => workspace.first(sql.selectFrom('members').selectAll().where('id', '=', id)),
    key: (fingerprint) => workspace.first(sql.selectFrom('member_keys').selectAll().where('fingerprint', '=', fingerprint)),
    keysOf: (memberId) => workspace.all(sql.selectFrom('member_keys').selectAll().where('member_id', '=', memberId)),
    definition: (id) => workspace.first(sql.selectFrom('definitions').selectAll().where('id', '=', id)),
    versionsOf: (id) => workspace.all(sql.selectFrom('definition_versions').selectAll().where('definition_id', '=', id).orderBy('version')),
    signOffsOf: (id, version) =>
      workspace.all(sql.selectFrom('sign_offs').selectAll().where('definition_id', '=', id).where('version', '=', version)),
    newestPolicyVersion: () =>
      workspace.first(sql.selectFrom('policies').select((make) => make.fn.max('version').as('newest')))?.newest ?? 0,
    put: (table, row) => {
      const keys = projectedTables[table] as readonly string[];
      const insert = sql.insertInto(table).values(row as never);
      waiting.push(() => workspace.run(insert.onConflict((conflict) => conflict.columns(keys as never).doUpdateSet(row as never))));
    },
    flush: () => {
      for (const write of waiting.splice(0)) write();
    },
  };
}
