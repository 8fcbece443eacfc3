import type { Database } from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';
import { expectedObjects, type Migration, schemaObjects } from './migrate.ts';

/** Compares the file's schema object by object with what the migrations make and throws E_SCHEMA at the first difference. Reads sqlite_schema alone. */
export function requireSchema(connection: Database, path: string, known: readonly Migration[], version: number): void {
  const difference = schemaDifference(connection, known, version);
  if (difference === undefined) return;
  throw new ParleyError(
    'E_SCHEMA',
    `${path}: Expected the tables of a workspace of format ${version}, but ${difference}. Another program changed the file; restore a backup.`,
    { data: { version, difference } },
  );
}

export function schemaDifference(connection: Database, known: readonly Migration[], version: number): string | undefined {
  const expected = new Map(expectedObjects(known, version).map((object) => [`${object.type} ${object.name}`, object]));
  for (const object of schemaObjects(connection)) {
    const key = `${object.type} ${object.name}`;
    const wanted = expected.get(key);
    if (!wanted) return `it holds the ${key.slice(0, 80)}, which is none of Parley's`;
    if (wanted.sql !== object.sql || wanted.tbl_name !== object.tbl_name) return `its ${key} is declared differently`;
    expected.delete(key);
  }
  const missing = expected.keys().next();
  return missing.done ? undefined : `its ${missing.value} is missing`;
}
