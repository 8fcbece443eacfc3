import { closeSync, lstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ParleyError } from '#domain/errors.ts';

const sqliteMagic = 'SQLite format 3\0';

/**
 * Writes a whole file or none: under a hidden name first, then renamed. An earlier document of that name is replaced; a workspace or other database, a
 * folder, a link and a device never are.
 * @throws ParleyError E_EXISTS for what may not be replaced, E_DISK_FULL, E_WRITE.
 */
export function writeDocument(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.part`);
  try {
    requireReplaceable(path);
    mkdirSync(folder, { recursive: true });
    rmSync(temporary, { force: true });
    writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600, flush: true });
    renameSync(temporary, path);
  } catch (error) {
    if (error instanceof ParleyError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code !== 'ENAMETOOLONG') rmSync(temporary, { force: true });
    throw new ParleyError(
      code === 'ENOSPC' ? 'E_DISK_FULL' : 'E_WRITE',
      `${basename(path).slice(0, 100)} could not be written into ${folder} (${code}). Nothing was left behind; choose another place.`,
    );
  }
}

function requireReplaceable(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || (found.isFile() && !isDatabase(path))) return;
  const what = found.isFile() ? 'a workspace or another database' : found.isDirectory() ? 'a folder' : 'a link or a device';
  throw new ParleyError(
    'E_EXISTS',
    `${basename(path)}: expected a free name or an earlier document, but ${what} is there. Choose another name.`,
  );
}

/** Nobody but SQLite opens an open workspace, so a name that ends like one is refused unread. */
function isDatabase(path: string): boolean {
  if (/\.parley$/i.test(path)) return true;
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(sqliteMagic.length);
    return readSync(file, head, 0, head.length, 0) === head.length && head.toString('latin1') === sqliteMagic;
  } finally {
    closeSync(file);
  }
}
