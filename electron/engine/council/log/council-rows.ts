import type { CouncilTables } from '../../workspace/schema/council-tables.ts';

/** The tables that hold nothing but what the log says, with the columns that identify a row. */
export const projectedTables = {
  members: ['id'],
  member_keys: ['fingerprint'],
  definitions: ['id'],
  definition_versions: ['definition_id', 'version'],
  sign_offs: ['entry_id'],
  policies: ['version'],
} as const satisfies { [Table in keyof CouncilTables]?: readonly (keyof CouncilTables[Table])[] };

export type ProjectedTable = keyof typeof projectedTables;

/** The rows that entries of the log read and make. Applying an entry is the same code for the file's tables and for a check in memory. */
export interface CouncilRows {
  member(id: string): CouncilTables['members'] | undefined;
  key(fingerprint: string): CouncilTables['member_keys'] | undefined;
  keysOf(memberId: string): CouncilTables['member_keys'][];
  definition(id: string): CouncilTables['definitions'] | undefined;
  /** All versions of a definition, lowest first. */
  versionsOf(definitionId: string): CouncilTables['definition_versions'][];
  /** All sign-offs of a version, void ones included. */
  signOffsOf(definitionId: string, version: number): CouncilTables['sign_offs'][];
  newestPolicyVersion(): number;
  /** Adds the row, or replaces the one with the same key. */
  put<Table extends ProjectedTable>(table: Table, row: CouncilTables[Table]): void;
}
