import Database from 'better-sqlite3';
import { firstSchema } from './schema/schema.ts';

/** What brings a file from the schema before to this one. Released migrations never change. */
export interface Migration {
  version: number;
  statements: readonly string[];
}

export const migrations: readonly Migration[] = [{ version: 1, statements: firstSchema }];

export function newestSchema(known: readonly Migration[] = migrations): number {
  return known.at(-1)!.version;
}

export function schemaVersion(connection: Database.Database): number {
  return connection.pragma('user_version', { simple: true }) as number;
}

/** Runs the migrations between two schemas in one transaction. Foreign keys are checked before it is kept. */
export function migrate(connection: Database.Database, known: readonly Migration[], upTo = newestSchema(known)): void {
  const from = schemaVersion(connection);
  connection.exec('BEGIN EXCLUSIVE');
  try {
    for (const { version, statements } of known) {
      if (version <= from || version > upTo) continue;
      for (const statement of statements) connection.exec(statement);
      connection.pragma(`user_version = ${version}`);
    }
    const broken = connection.pragma('foreign_key_check') as { table: string }[];
    if (broken.length > 0) throw new Error(`The migration leaves ${broken.length} rows of ${broken[0]!.table} without what they refer to.`);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

export interface SchemaObject {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

export function schemaObjects(connection: Database.Database): SchemaObject[] {
  return connection.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all() as SchemaObject[];
}

/** The objects that the migrations up to `version` make, found by running them in memory. */
export function expectedObjects(known: readonly Migration[], version: number): SchemaObject[] {
  const memory = new Database(':memory:');
  try {
    migrate(memory, known, version);
    return schemaObjects(memory);
  } finally {
    memory.close();
  }
}
