import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ParleyError } from '#domain/errors.ts';

/**
 * The absolute path of a name as people type it: always a file, never a URI, a memory database or a temporary one.
 * Throws E_PATH for names that SQLite or the file system would read differently from what they say.
 */
export function literalPath(path: string): string {
  const refuse = (what: string) =>
    new ParleyError('E_PATH', `Expected the path of a .parley file, but the name ${what}. Choose another name.`);
  if (typeof path !== 'string' || path === '') throw refuse('is empty');
  if (path.includes('\0')) throw refuse('holds a NUL character');
  const absolute = resolve(path);
  if (absolute !== absolute.trim()) throw refuse('ends in a blank');
  if (Buffer.byteLength(basename(absolute)) > 200 || Buffer.byteLength(absolute) > 4_000) throw refuse('is too long');
  return absolute;
}

/** The canonical path of an existing file, links resolved. Throws E_NOT_FOUND or E_PATH. */
export function canonicalPath(path: string): string {
  const absolute = literalPath(path);
  try {
    return literalPath(realpathSync.native(absolute));
  } catch (error) {
    throw fileError(error, absolute);
  }
}

/** The canonical path of a file yet to be made: its folder must exist. */
export function canonicalTarget(path: string): string {
  const absolute = literalPath(path);
  return join(canonicalPath(dirname(absolute)), basename(absolute));
}

/** Puts an error of the file system into Parley's words; other errors come back as they are. */
export function fileError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const say = (parley: string, sentence: string) => new ParleyError(parley, `${path}: ${sentence}`, { data: { system: code } });
  if (code === 'ENOENT') return say('E_NOT_FOUND', 'There is no such file or folder. Check the name.');
  if (code === 'ELOOP') return say('E_PATH', 'The links of this name lead in a circle. Choose the file itself.');
  if (code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'EINVAL')
    return say('E_PATH', 'This cannot be the name of a file. Choose another.');
  if (code === 'EACCES' || code === 'EPERM')
    return say('E_NO_ACCESS', 'You have no right to do this with the file or its folder. Ask its owner or choose another place.');
  if (code === 'EROFS') return say('E_READ_ONLY', 'The disk is read-only. Choose another place.');
  if (code === 'EEXIST') return say('E_EXISTS', 'There is a file of that name already. Choose another name.');
  if (code === 'ENOSPC' || code === 'EDQUOT') return say('E_DISK_FULL', 'The disk is full. Free some space and do it again.');
  if (code === 'EIO') return say('E_IO', 'The disk reported an error. Check the disk, then look whether the file is complete.');
  return error;
}
