import Database from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';
import { fromSqlite } from './sqlite-errors.ts';

/** `PRLY`, at byte 68 of every workspace file. */
export const applicationId = 0x50524c59;
export const pageSize = 32_768;

/** A second opener waits this long for the lock before it is refused. */
const lockWaitMs = 1_000;
const oldestSqlite = '3.51.3';

/** Settings that hold for every connection, with the value SQLite must answer afterwards. */
const settingsOfAll: [name: string, ask: string, answer: string | number][] = [
  ['page_size', `${pageSize}`, pageSize],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['mmap_size', '0', 0],
  ['temp_store', 'MEMORY', 2],
  ['foreign_keys', 'ON', 1],
  ['secure_delete', 'ON', 1],
  ['synchronous', 'EXTRA', 3],
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['cache_size', '-16000', -16_000],
];

/**
 * Opens SQLite on a file and puts every setting of the house in force, each read back.
 * Takes the file's lock at once, so that a second opener is refused here. Reads nothing but the lock page and rolls back a hot journal.
 */
export function openConnection(path: string, mode: 'readWrite' | 'readOnly'): Database.Database {
  requireSqliteVersion(sqliteVersion());
  let connection: Database.Database | undefined;
  try {
    connection = new Database(path, { readonly: mode === 'readOnly', fileMustExist: true, timeout: lockWaitMs });
    for (const [name, ask] of settingsOfAll) connection.pragma(`${name} = ${ask}`);
    if (mode === 'readOnly') connection.pragma('query_only = ON');
    connection.exec(mode === 'readOnly' ? 'BEGIN' : 'BEGIN EXCLUSIVE');
    connection.pragma('user_version');
    connection.exec('COMMIT');
    return connection;
  } catch (error) {
    connection?.close();
    throw fromSqlite(error, path);
  }
}

/** Puts the journal mode in force and reads every setting back. Called once the file is known to be a sound workspace. */
export function settleConnection(connection: Database.Database, path: string): void {
  if (!connection.readonly) connection.pragma('journal_mode = TRUNCATE');
  const expected = [...settingsOfAll, ['application_id', '', applicationId] as const];
  for (const [name, , answer] of expected) requireSetting(connection, path, name, answer);
  if (!connection.readonly) requireSetting(connection, path, 'journal_mode', 'truncate');
}

function requireSetting(connection: Database.Database, path: string, name: string, answer: string | number): void {
  const found = connection.pragma(name, { simple: true });
  if (found === answer) return;
  throw new ParleyError(
    'E_CONNECTION',
    `${path}: SQLite must run with ${name} = ${answer}, but answers ${String(found)}. Nothing was written; reinstall Parley.`,
    { data: { setting: name, expected: answer, found } },
  );
}

/** Refuses SQLite builds that can lose data (the fault in resetting the write-ahead log, mended in 3.51.3). */
export function requireSqliteVersion(version: string): void {
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 1_000 + Number(part), 0);
  if (number(version) >= number(oldestSqlite)) return;
  throw new ParleyError(
    'E_SQLITE_VERSION',
    `Parley needs SQLite ${oldestSqlite} or newer, but this build has ${version}. Reinstall Parley.`,
    {
      data: { version },
    },
  );
}

function sqliteVersion(): string {
  const memory = new Database(':memory:');
  try {
    return memory.prepare('SELECT sqlite_version()').pluck().get() as string;
  } finally {
    memory.close();
  }
}
