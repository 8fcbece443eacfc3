// Runs one operation on the workspace of a folder and says `done` once it is kept, or the code of its error.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { ParleyError } from '#domain/errors.ts';
import { backupWorkspace } from '#engine/workspace/backup-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { restoreWorkspace } from '#engine/workspace/restore-workspace.ts';
import { laterMigrations } from './later-migrations.ts';
import { sampleColumns } from './sample-columns.ts';

const [operation, folder] = process.argv.slice(2) as [string, string];
const path = join(folder, 'a.parley');
const environment = { now: () => 0, randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const open = () => openWorkspace(path, environment);

const operations: Record<string, () => unknown> = {
  create: () => createWorkspace(join(folder, 'new.parley'), { timeZone: 'UTC', currency: 'USD' }, environment),
  write: () => {
    const workspace = open();
    workspace.transaction(() => workspace.segments.write('b2', 20_000, sampleColumns(20_000)));
  },
  drop: () => {
    const workspace = open();
    workspace.transaction(() => workspace.segments.drop('b1'));
  },
  migrate: () => openWorkspace(path, environment, { migrations: laterMigrations }),
  backup: () => backupWorkspace(open(), join(folder, 'backup.parley')),
  restore: () => restoreWorkspace(path, join(folder, 'earlier.parley'), environment),
};

try {
  await operations[operation]!();
  writeSync(1, 'done');
} catch (error) {
  writeSync(1, error instanceof ParleyError ? error.code : `untyped ${String(error)}`);
}
process.exit(0);
