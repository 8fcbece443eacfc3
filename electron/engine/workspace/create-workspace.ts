import { closeSync, lstatSync, openSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import type { Environment } from '../environment.ts';
import { claimName, clearAway, nameTaken, temporaryName } from './claim-name.ts';
import { applicationId, openConnection } from './connection.ts';
import { closeConnection } from './connection-as-workspace.ts';
import { migrate, migrations } from './migrate.ts';
import { type OpenOptions, openWorkspace } from './open-workspace.ts';
import { requireSettings, writeSetting } from './settings.ts';
import { fromSqlite } from './sqlite-errors.ts';
import type { Workspace } from './workspace.ts';
import { canonicalTarget, fileError } from './workspace-path.ts';

export interface CreateOptions {
  /** IANA zone, such as Europe/Berlin. */
  timeZone: string;
  /** ISO 4217, such as EUR. */
  currency: string;
}

/**
 * Makes a new workspace file and opens it. It is built under a temporary name and gets its own when it is complete.
 * Throws E_EXISTS, E_PATH, E_NOT_FOUND (no such folder), E_TIME_ZONE, E_CURRENCY, E_NO_ACCESS, E_DISK_FULL.
 */
export function createWorkspace(path: string, options: CreateOptions, environment: Environment, open: OpenOptions = {}): Workspace {
  requireSettings(options.timeZone, options.currency);
  const target = canonicalTarget(path);
  if (lstatSync(target, { throwIfNoEntry: false })) throw nameTaken(target);
  for (const left of [`${target}-journal`, `${target}-wal`])
    if (lstatSync(left, { throwIfNoEntry: false }))
      throw new ParleyError(
        'E_EXISTS',
        `${left}: This journal of an earlier file would be taken for the new workspace's own. Move it away or choose another name.`,
      );
  const temporary = temporaryName(target, environment.randomBytes);
  try {
    closeSync(openSync(temporary, 'wx', 0o600));
    fill(temporary, options, environment);
    claimName(temporary, target);
  } catch (error) {
    clearAway(temporary, `${temporary}-journal`);
    throw fileError(fromSqlite(error, target), target);
  }
  return openWorkspace(target, environment, open);
}

function fill(path: string, { timeZone, currency }: CreateOptions, environment: Environment): void {
  const connection = openConnection(path, 'readWrite');
  try {
    connection.pragma('journal_mode = TRUNCATE');
    connection.pragma(`application_id = ${applicationId}`);
    migrate(connection, migrations);
    connection.exec('BEGIN IMMEDIATE');
    writeSetting(connection, 'workspaceId', Buffer.from(environment.randomBytes(16)).toString('hex'));
    writeSetting(connection, 'timeZone', timeZone);
    writeSetting(connection, 'currency', currency);
    writeSetting(connection, 'createdAt', new Date(environment.now()).toISOString());
    connection.exec('COMMIT');
  } finally {
    closeConnection(connection);
  }
}
