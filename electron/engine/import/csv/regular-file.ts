import type { BigIntStats } from 'node:fs';
import { closeSync, constants, fstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';

/** A file held open for reading, with what must not change while it is read. */
export interface RegularFile {
  fd: number;
  size: number;
  identity: string;
}

const kinds: [string, (stats: BigIntStats) => boolean][] = [
  ['a directory', (stats) => stats.isDirectory()],
  ['a pipe', (stats) => stats.isFIFO()],
  ['a socket', (stats) => stats.isSocket()],
  ['a device', (stats) => stats.isCharacterDevice() || stats.isBlockDevice()],
];

/**
 * Opens a plain file, never a pipe, device, socket or directory: those are told apart before they are opened.
 * @throws ParleyError E_NOT_FOUND, E_NOT_REGULAR, E_NOT_READABLE.
 */
export function openRegularFile(path: string): RegularFile {
  const stats = statOf(path);
  if (!stats.isFile()) {
    const kind = kinds.find(([, is]) => is(stats))?.[0] ?? 'something else';
    throw new ParleyError('E_NOT_REGULAR', `Expected a file, but ${name(path)} is ${kind}. Choose the exported file itself.`);
  }
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new ParleyError('E_NOT_READABLE', `${name(path)} can't be opened for reading (${reason(error)}). Check its permissions.`);
  }
  const opened = fstatSync(fd, { bigint: true });
  if (identityOf(opened) !== identityOf(stats) || isKernelFile(path, opened)) {
    closeSync(fd);
    if (isKernelFile(path, opened))
      throw new ParleyError('E_NOT_REGULAR', `Expected a file, but ${name(path)} belongs to the system. Choose the exported file itself.`);
    throw changed(path);
  }
  return { fd, size: Number(opened.size), identity: identityOf(opened) };
}

/** @throws ParleyError E_CHANGED where the file or what stands at its path is no longer what was opened. */
export function requireUnchanged(path: string, file: RegularFile): void {
  let now: string;
  try {
    now = identityOf(statSync(path, { bigint: true }));
  } catch {
    throw changed(path);
  }
  if (now !== file.identity || identityOf(fstatSync(file.fd, { bigint: true })) !== file.identity) throw changed(path);
}

function statOf(path: string): BigIntStats {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    const code = reason(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new ParleyError('E_NOT_FOUND', `There is no file ${name(path)}. Check the name and the folder.`);
    throw new ParleyError('E_NOT_READABLE', `${name(path)} can't be looked at (${code}). Check its permissions.`);
  }
}

/** Files of /proc and the like call themselves regular and say they have no bytes. */
function isKernelFile(path: string, stats: BigIntStats): boolean {
  return stats.size === 0n && stats.blocks === 0n && /^\/(proc|sys)\//.test(realpathSync(path));
}

function identityOf(stats: BigIntStats): string {
  return `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}`;
}

function changed(path: string): ParleyError {
  return new ParleyError('E_CHANGED', `${name(path)} changed while it was read. Wait until its export is finished, then import it again.`);
}

function name(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
