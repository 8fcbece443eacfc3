import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';
import type { Environment } from '../environment.ts';
import { claimName, clearAway, temporaryName } from './claim-name.ts';
import { fileStamp } from './file-stamp.ts';
import { fromSqlite } from './sqlite-errors.ts';
import { fileError } from './workspace-path.ts';

/** Saves the workspace as it is beside itself before its format changes; the copy is read through before it counts. Returns its path. */
export function copyBeforeMigrating(connection: Database.Database, path: string, version: number, environment: Environment): string {
  const target = `${path}.before-format-${version}-${fileStamp(environment.now())}`;
  const temporary = temporaryName(target, environment.randomBytes);
  try {
    closeSync(openSync(temporary, 'wx', 0o600));
    connection.prepare('VACUUM INTO ?').run(temporary);
    requireSound(temporary, path);
    claimName(temporary, target);
    return target;
  } catch (error) {
    clearAway(temporary);
    throw fileError(fromSqlite(error, target), target);
  }
}

function requireSound(copy: string, path: string): void {
  const connection = new Database(copy, { readonly: true, fileMustExist: true });
  try {
    if (connection.pragma('integrity_check(1)', { simple: true }) === 'ok') return;
  } finally {
    connection.close();
  }
  throw new ParleyError(
    'E_BACKUP',
    `${path}: The copy before the change of format could not be read back, so the workspace was left as it is. Check the disk.`,
  );
}
