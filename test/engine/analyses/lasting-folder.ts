import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that stays until the file's last test. */
export function lastingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-analyses-'));
  folders.push(folder);
  return folder;
}

/** A path beside the project, on machines that have it. */
export function besideProject(path: string): { path: string; isThere: boolean } {
  const full = fileURLToPath(new URL(`../../../../shared/${path}`, import.meta.url));
  return { path: full, isThere: existsSync(full) };
}
