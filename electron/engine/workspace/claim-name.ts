import { closeSync, existsSync, fsyncSync, linkSync, lstatSync, openSync, readdirSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ParleyError } from '#domain/errors.ts';

const oldAfterMs = 6 * 3_600_000;

/** A name beside `target` that no one takes for a workspace. */
export function temporaryName(target: string, randomBytes: (length: number) => Uint8Array): string {
  return join(dirname(target), `.${basename(target)}.${Buffer.from(randomBytes(6)).toString('hex')}.part`);
}

/** Gives a finished file its final name in one step and never over another file. */
export function claimName(temporary: string, target: string): void {
  syncFile(temporary);
  try {
    linkSync(temporary, target);
    unlinkSync(temporary);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw nameTaken(target);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS' && code !== 'EMLINK') throw error;
    // The file system has no hard links (FAT, some network drives): look, then rename.
    if (existsSync(target)) throw nameTaken(target);
    renameSync(temporary, target);
  }
  syncFolder(dirname(target));
}

/** Puts a finished file in the place of another in one step. */
export function replaceFile(temporary: string, target: string): void {
  syncFile(temporary);
  renameSync(temporary, target);
  syncFolder(dirname(target));
}

/** Takes away the second name that a kill between two steps of creating or restoring leaves on a file. */
export function dropLeftoverNames(target: string): void {
  const { dev, ino } = statSync(target, { bigint: true });
  for (const name of readdirSync(dirname(target))) {
    const ours =
      (name.startsWith(`.${basename(target)}.`) && name.endsWith('.part')) || name.startsWith(`${basename(target)}.before-restore-`);
    if (!ours) continue;
    const path = join(dirname(target), name);
    const other = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (other && other.dev === dev && other.ino === ino) unlinkSync(path);
  }
}

/** Takes away unfinished files that a kill left beside `target`, if they are older than any work in progress. */
export function clearOldParts(target: string, nowMs: number): void {
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(`.${basename(target)}.`) || !/\.[0-9a-f]{12}\.part(-journal)?$/.test(name)) continue;
    const path = join(dirname(target), name);
    const changedMs = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? nowMs;
    if (nowMs - changedMs > oldAfterMs) clearAway(path);
  }
}

export function nameTaken(path: string): ParleyError {
  return new ParleyError('E_EXISTS', `${path}: There is a file of that name already, and it is never overwritten. Choose another name.`);
}

export function syncFolder(path: string): void {
  syncFile(path, true);
}

function syncFile(path: string, folder = false): void {
  if (folder && process.platform === 'win32') return;
  const descriptor = openSync(path, folder ? 'r' : 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Takes away what an operation that failed left; what cannot be removed is left under a name no one takes for a workspace. */
export function clearAway(...paths: string[]): void {
  for (const path of paths)
    try {
      unlinkSync(path);
    } catch {
      // It was never made, has its final name already, or the disk lets nothing go.
    }
}
