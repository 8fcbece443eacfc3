import { lstatSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ParleyError } from '#domain/errors.ts';

/** Longest name of a file that every file system takes, less what a file on its way carries in front and behind. */
const longestNameBytes = 240;

/**
 * Refuses places where a document must not be written: over the workspace, over another workspace, over what is no file, through a link.
 * @throws ParleyError E_PATH, E_SAME_FILE, E_EXISTS.
 */
export function requireDocumentPlace(out: string, workspace: string, kind: 'file' | 'folder'): void {
  const name = basename(out);
  if (name === '' || out.includes('\0') || Buffer.byteLength(name) > longestNameBytes)
    throw new ParleyError('E_PATH', `--out expects the name of a ${kind}, and this cannot be one. Choose another name.`);
  const there = lstatSync(out, { throwIfNoEntry: false });
  if (!there) return;
  const own = statSync(workspace, { throwIfNoEntry: false });
  if (own && there.ino === own.ino && there.dev === own.dev)
    throw new ParleyError('E_SAME_FILE', `--out ${out} is the workspace itself. Choose another name for the ${kind}.`);
  if (kind === 'file' ? there.isFile() && !/\.parley$/i.test(name) : there.isDirectory()) return;
  throw new ParleyError(
    'E_EXISTS',
    `--out ${out}: expected a free name or an earlier ${kind === 'file' ? 'document' : 'folder'}, but ${wordOf(there)} is there, and it is never overwritten. Choose another name.`,
  );
}

function wordOf(there: { isDirectory(): boolean; isSymbolicLink(): boolean; isFile(): boolean }): string {
  if (there.isSymbolicLink()) return 'a link';
  if (there.isDirectory()) return 'a folder';
  return there.isFile() ? 'another file' : 'a device or pipe';
}
