import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ParleyError } from '#domain/errors.ts';

/** Writes a whole file or none: under a hidden name first, then renamed. An earlier document of that name is replaced; a folder or link is not. */
export function writeDocument(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.part`);
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(temporary, { force: true });
    writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600, flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ParleyError(
      code === 'ENOSPC' ? 'E_DISK_FULL' : 'E_WRITE',
      `${basename(path)} could not be written into ${folder} (${code}). Nothing was left behind; choose another place.`,
    );
  }
}
