import { closeSync, lstatSync, openSync, statSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import { type JobContext, quietJob } from '../job.ts';
import type { WorkspaceCheck } from './check-finding.ts';
import { checkWorkspaceFile } from './check-workspace.ts';
import { claimName, clearAway, clearOldParts, nameTaken, replaceFile, temporaryName } from './claim-name.ts';
import { fileDigest } from './file-digest.ts';
import { requireNotCancelled } from './in-steps.ts';
import { isOpenHere } from './open-files.ts';
import { fromSqlite } from './sqlite-errors.ts';
import type { Workspace } from './workspace.ts';
import { canonicalTarget, fileError } from './workspace-path.ts';

export interface BackupOptions {
  /** Replace an earlier backup of that name. Default: refuse with E_EXISTS. */
  overwrite?: boolean;
  checks?: readonly WorkspaceCheck[];
  job?: JobContext;
}

export interface Backup {
  path: string;
  bytes: number;
  /** SHA-256 (hex) of the backup's bytes. */
  sha256: string;
}

/**
 * Copies an open workspace to another file. The copy is reopened and checked before it gets its name, so a backup that exists is a good one.
 * Throws E_EXISTS, E_SAME_FILE, E_PATH, E_NOT_FOUND, E_DISK_FULL, E_READ_ONLY, E_NO_ACCESS, E_CANCELLED, and E_BACKUP where the copy does not hold.
 */
export async function backupWorkspace(workspace: Workspace, target: string, options: BackupOptions = {}): Promise<Backup> {
  const { overwrite = false, checks = [], job = quietJob() } = options;
  const path = canonicalTarget(target);
  requireFreeName(workspace, path, overwrite);
  clearOldParts(path, workspace.environment.now());
  const temporary = temporaryName(path, workspace.environment.randomBytes);
  try {
    closeSync(openSync(temporary, 'wx', 0o600));
    await workspace.connection.backup(temporary, {
      progress: ({ totalPages, remainingPages }) => {
        requireNotCancelled(job);
        job.report({ phase: 'copy', done: totalPages - remainingPages, total: totalPages, unit: 'steps' });
        return 256;
      },
    });
    await requireSoundCopy(workspace, temporary, checks, job);
    const sha256 = await fileDigest(temporary);
    const bytes = statSync(temporary).size;
    (overwrite ? replaceFile : claimName)(temporary, path);
    return { path, bytes, sha256 };
  } catch (error) {
    clearAway(temporary, `${temporary}-journal`);
    throw fileError(fromSqlite(error, path), path);
  }
}

function requireFreeName(workspace: Workspace, path: string, overwrite: boolean): void {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  const behind = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (behind && isOpenHere(behind))
    throw new ParleyError('E_SAME_FILE', `${path}: This is the open workspace itself. Choose another name for the backup.`);
  if ([`${workspace.path}-journal`, `${workspace.path}-wal`].includes(path))
    throw new ParleyError('E_PATH', `${path}: This name belongs to the workspace's own journal. Choose another name for the backup.`);
  if (stats && !(overwrite && stats.isFile())) throw nameTaken(path);
}

async function requireSoundCopy(workspace: Workspace, copy: string, checks: readonly WorkspaceCheck[], job: JobContext): Promise<void> {
  const { findings } = await checkWorkspaceFile(copy, workspace.environment, checks, { job });
  if (findings.length === 0) return;
  throw new ParleyError(
    'E_BACKUP',
    `The copy could not be verified, so no backup was made: ${findings[0]!.message} Run a check of the workspace and look at the disk.`,
    {
      data: { findings },
    },
  );
}
