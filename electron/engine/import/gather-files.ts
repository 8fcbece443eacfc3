import { lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { ParleyError } from '#domain/errors.ts';
import { unpackZip } from './unpack-zip.ts';

export interface GatheredFile {
  path: string;
  fileName: string;
  /** Whether the user named this very file, rather than a folder or archive that holds it. */
  named: boolean;
}

export interface GatheredFiles {
  files: GatheredFile[];
  skipped: { fileName: string; reason: string }[];
  /** Removes what was unpacked. */
  dispose(): void;
}

const tableExtensions = ['.csv', '.tsv', '.txt', '.tab'];

/** The table files behind the paths that a user picked: files as they are, folders and .zip archives by what they hold (one level). */
export async function gatherFiles(paths: readonly string[]): Promise<GatheredFiles> {
  if (paths.length === 0) throw new ParleyError('E_ARGS', 'Expected files, a folder or a .zip to import, got none.');
  const files: GatheredFile[] = [];
  const skipped: { fileName: string; reason: string }[] = [];
  const places = new Set<string>();
  const unpacked: { dispose(): void }[] = [];
  try {
    for (const path of paths) {
      const stat = path.includes('\0') ? undefined : statSync(path, { throwIfNoEntry: false });
      if (!stat)
        throw new ParleyError(
          'E_NOT_FOUND',
          `${basename(path) || 'An empty name'}: expected a file or folder, but nothing is there. Check the path.`,
        );
      const place = `${stat.dev}:${stat.ino}`;
      if (places.has(place)) {
        skipped.push({ fileName: basename(path), reason: 'It was named twice.' });
        continue;
      }
      places.add(place);
      if (stat.isDirectory()) gatherFolder(path, files, skipped);
      else if (stat.isFile() && extname(path).toLowerCase() === '.zip') {
        const archive = await unpackZip(path, (name) => tableExtensions.includes(extname(name).toLowerCase()));
        unpacked.push(archive);
        files.push(...archive.files.map((file) => ({ ...file, named: false })));
        skipped.push(...archive.skipped);
      } else files.push({ path, fileName: basename(path), named: true });
    }
  } catch (error) {
    for (const archive of unpacked) archive.dispose();
    throw error;
  }
  return {
    files,
    skipped,
    dispose() {
      for (const archive of unpacked) archive.dispose();
    },
  };
}

function gatherFolder(folder: string, files: GatheredFile[], skipped: { fileName: string; reason: string }[]): void {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    const extension = extname(name).toLowerCase();
    if (stat.isFile() && tableExtensions.includes(extension)) files.push({ path, fileName: name, named: false });
    else if (stat.isDirectory()) skipped.push({ fileName: name, reason: 'A folder within the folder is left alone.' });
    else if (stat.isSymbolicLink()) skipped.push({ fileName: name, reason: 'A link within the folder is left alone.' });
    else
      skipped.push({
        fileName: name,
        reason: extension === '.zip' ? 'An archive within the folder is left alone.' : 'Not a table: no .csv, .tsv, .tab or .txt.',
      });
  }
}
