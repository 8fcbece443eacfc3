import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';
import type { Environment } from '../environment.ts';
import { clearOldParts, dropLeftoverNames } from './claim-name.ts';
import { openConnection, settleConnection } from './connection.ts';
import { closeConnection, connectionAsWorkspace } from './connection-as-workspace.ts';
import { copyBeforeMigrating } from './copy-before-migrating.ts';
import { hasJournal, requireWorkspaceHeader } from './file-header.ts';
import { type Migration, migrate, migrations, newestSchema, schemaVersion } from './migrate.ts';
import { isOpenHere, noteOpened } from './open-files.ts';
import { requireOwnJournal } from './require-own-journal.ts';
import { requireSchema } from './require-schema.ts';
import { requireSoundRows } from './require-sound-rows.ts';
import { fromSqlite } from './sqlite-errors.ts';
import { keepWitness, requireWitnessed, type WitnessCheck } from './witness.ts';
import type { Workspace } from './workspace.ts';
import { canonicalPath, fileError } from './workspace-path.ts';

export interface OpenOptions {
  readOnly?: boolean;
  /** How to find the log's head: it is held against the one witnessed beside the file, and witnessed again after each change. */
  witness?: WitnessCheck;
  /** Leave an older format as it is (to look at a backup). */
  keepFormat?: boolean;
  /** The schemas this Parley knows; tests pass their own. */
  migrations?: readonly Migration[];
}

/**
 * Opens a workspace for this process alone. A file that cannot be written opens with mode `readOnly`.
 * Throws, leaving the file untouched: E_PATH, E_NOT_FOUND, E_NO_ACCESS, E_NOT_WORKSPACE, E_LOCKED, E_NEWER, E_FOREIGN_JOURNAL, E_SCHEMA, E_ALREADY_OPEN,
 * E_DAMAGED, E_RECOVERY_NEEDED, E_ROLLED_BACK, E_FORKED. A migration saves a copy beside the file first.
 */
export function openWorkspace(path: string, environment: Environment, options: OpenOptions = {}): Workspace {
  const known = options.migrations ?? migrations;
  const file = canonicalPath(path);
  const mode = options.readOnly || !canWrite(file) ? 'readOnly' : 'readWrite';
  if (options.readOnly && hasJournal(file) && canWrite(file))
    openWorkspace(file, environment, { migrations: known, keepFormat: true }).close();
  requireWorkspaceFile(file, mode, known);
  if (mode === 'readWrite') clearOldParts(file, environment.now());
  const connection = openConnection(file, mode);
  noteOpened(connection, file);
  try {
    requireKnownVersion(connection, file, known);
    settleConnection(connection, file);
    if (!options.keepFormat) bringUpToDate(connection, file, environment, known);
    requireSoundRows(connection, file);
    const noteHead = options.witness && keepWitness(options.witness);
    const workspace = connectionAsWorkspace(connection, file, environment, noteHead);
    if (options.witness) requireWitnessed(workspace, options.witness);
    if (mode === 'readWrite') noteHead?.(workspace);
    return workspace;
  } catch (error) {
    closeConnection(connection);
    throw fileError(fromSqlite(error, file), file);
  }
}

/** What can be told about the file before SQLite has it. */
function requireWorkspaceFile(file: string, mode: Workspace['mode'], known: readonly Migration[]): void {
  const stats = statSync(file, { bigint: true });
  if (!stats.isFile())
    throw new ParleyError(
      'E_NOT_WORKSPACE',
      `${file}: Expected a Parley workspace, but this is ${stats.isDirectory() ? 'a folder' : 'no regular file'}. Choose a .parley file.`,
    );
  if (isOpenHere(stats))
    throw new ParleyError('E_ALREADY_OPEN', `${file}: The workspace is open in another window. Close it there and open it again.`);
  requireWorkspaceHeader(file, stats, newestSchema(known));
  if (mode === 'readWrite') requireOwnJournal(file);
  if (stats.nlink > 1n && mode === 'readWrite') {
    dropLeftoverNames(file);
    if (statSync(file).nlink > 1)
      throw new ParleyError(
        'E_PATH',
        `${file}: The file has a second name (a hard link), under which an interrupted change could not be undone. Make a copy and open that.`,
      );
  }
  if (mode === 'readOnly' && hasJournal(file) && !canWrite(file))
    throw new ParleyError(
      'E_RECOVERY_NEEDED',
      `${file}: An interrupted change must first be undone, which needs write access. Copy the file and its -journal to a folder you can write to and open it there.`,
    );
}

function requireKnownVersion(connection: Database, file: string, known: readonly Migration[]): void {
  const version = schemaVersion(connection);
  if (version < 1)
    throw new ParleyError('E_DAMAGED', `${file}: The header is damaged: format ${version} does not exist. Restore a backup.`, {
      data: { area: 'header' },
    });
  if (version > newestSchema(known))
    throw new ParleyError(
      'E_NEWER',
      `${file}: The workspace has format ${version}, which this Parley does not know. Open it with a newer Parley.`,
    );
  requireSchema(connection, file, known, version);
}

function bringUpToDate(connection: Database, file: string, environment: Environment, known: readonly Migration[]): void {
  const version = schemaVersion(connection);
  if (version === newestSchema(known)) return;
  if (connection.readonly)
    throw new ParleyError(
      'E_READ_ONLY',
      `${file}: The workspace has the older format ${version} and must be brought up to date, which needs write access. Copy it to a folder you can write to.`,
    );
  copyBeforeMigrating(connection, file, newestSchema(known), environment);
  migrate(connection, known);
  requireSchema(connection, file, known, newestSchema(known));
}

/** Root may write anywhere; the owner's write bits of file and folder count all the same. */
function canWrite(file: string): boolean {
  try {
    for (const path of [file, dirname(file)]) {
      accessSync(path, constants.W_OK);
      if (process.platform !== 'win32' && (statSync(path).mode & 0o200) === 0) return false;
    }
    return true;
  } catch {
    return false;
  }
}
