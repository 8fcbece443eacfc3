import { chmodSync, constants, copyFileSync, existsSync, linkSync, renameSync, statSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import type { Environment } from '../environment.ts';
import type { JobContext } from '../job.ts';
import type { WorkspaceCheck } from './check-finding.ts';
import { checkWorkspaceFile } from './check-workspace.ts';
import { clearAway, replaceFile, temporaryName } from './claim-name.ts';
import { openConnection } from './connection.ts';
import { fileDigest } from './file-digest.ts';
import { requireWorkspaceHeader } from './file-header.ts';
import { fileStamp } from './file-stamp.ts';
import { newestSchema } from './migrate.ts';
import { isOpenHere } from './open-files.ts';
import { requireOwnJournal } from './require-own-journal.ts';
import { fromSqlite } from './sqlite-errors.ts';
import { witnessPath } from './witness.ts';
import { canonicalPath, canonicalTarget, fileError } from './workspace-path.ts';

export interface RestoreOptions {
  checks?: readonly WorkspaceCheck[];
  job?: JobContext;
}

export interface Restored {
  path: string;
  /** Where the file that stood there before is kept; undefined where there was none. */
  original?: string;
}

/**
 * Puts a backup in the place of a workspace that no one has open. The backup is verified before the current file is touched,
 * and the current file is kept beside it as `<name>.before-restore-<time>`, with its journal and witness.
 * Throws E_BACKUP where the backup does not hold, E_SAME_FILE, E_ALREADY_OPEN, E_NOT_FOUND, E_DISK_FULL, E_READ_ONLY, E_NO_ACCESS.
 */
export async function restoreWorkspace(
  path: string,
  backup: string,
  environment: Environment,
  options: RestoreOptions = {},
): Promise<Restored> {
  const target = existsSync(path) ? canonicalPath(path) : canonicalTarget(path);
  const source = canonicalPath(backup);
  requireOtherFile(target, source);
  const { findings } = await checkWorkspaceFile(source, environment, options.checks, { job: options.job, keepFormat: true });
  if (findings.length > 0)
    throw new ParleyError(
      'E_BACKUP',
      `${source}: This backup cannot be restored: ${findings[0]!.message} The current file was left as it is; choose another backup.`,
      {
        data: { findings },
      },
    );
  const temporary = temporaryName(target, environment.randomBytes);
  try {
    copyFileSync(source, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    chmodSync(temporary, 0o600);
    if ((await fileDigest(temporary)) !== (await fileDigest(source)))
      throw new ParleyError(
        'E_BACKUP',
        `${source}: The copy of this backup differs from it. The current file was left as it is; check the disk.`,
      );
    settleCurrent(target);
    const original = keepCurrent(target, environment.now());
    replaceFile(temporary, target);
    return original === undefined ? { path: target } : { path: target, original };
  } catch (error) {
    clearAway(temporary);
    throw fileError(error, target);
  }
}

function requireOtherFile(target: string, source: string): void {
  const of = (path: string) => statSync(path, { bigint: true, throwIfNoEntry: false });
  const [current, other] = [of(target), of(source)];
  if (current && other && current.dev === other.dev && current.ino === other.ino)
    throw new ParleyError('E_SAME_FILE', `${target}: The backup and the workspace are one file. Choose the backup's own file.`);
}

/** Makes sure no one has the current file open, and has SQLite undo an interrupted change where it still can. */
function settleCurrent(target: string): void {
  const stats = statSync(target, { bigint: true, throwIfNoEntry: false });
  if (!stats) return;
  const inUse = new ParleyError('E_ALREADY_OPEN', `${target}: The workspace is open. Close it everywhere, then restore.`);
  if (isOpenHere(stats)) throw inUse;
  try {
    requireWorkspaceHeader(target, stats, newestSchema());
    requireOwnJournal(target);
    openConnection(target, 'readWrite').close();
  } catch (error) {
    const said = fromSqlite(error, target);
    if (said instanceof ParleyError && said.code === 'E_ALREADY_OPEN') throw inUse;
    if (!(said instanceof ParleyError)) throw said;
    // A damaged file is what restoring is for: it is kept as it is.
  }
}

/** Keeps the current file under a second name until the backup takes its first one; its journals and witness go with it. */
function keepCurrent(target: string, nowMs: number): string | undefined {
  const original = freeName(`${target}.before-restore-${fileStamp(nowMs)}`);
  const there = existsSync(target);
  if (there) linkOrCopy(target, original);
  for (const suffix of ['-journal', '-wal']) if (existsSync(target + suffix)) renameSync(target + suffix, original + suffix);
  if (existsSync(witnessPath(target))) renameSync(witnessPath(target), witnessPath(original));
  return there ? original : undefined;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

function freeName(name: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(candidate)) return candidate;
  }
}
