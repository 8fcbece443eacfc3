import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ParleyError } from '#domain/errors.ts';

export const zipLimits = {
  entries: 2_000,
  totalBytes: 16 * 1024 ** 3,
  /** Unpacked to packed bytes of one entry; tables of text stay far below. */
  ratio: 250,
};

export interface UnpackedZip {
  files: { path: string; fileName: string }[];
  skipped: { fileName: string; reason: string }[];
  dispose(): void;
}

/**
 * Unpacks the tables of an archive into a private folder of the system's temporary directory.
 * Refuses with E_ZIP: too many entries, too much data, an entry that unpacks suspiciously large, names that leave the folder or repeat, links, encryption.
 */
export async function unpackZip(path: string, wanted: (name: string) => boolean, limits = zipLimits): Promise<UnpackedZip> {
  const archiveName = basename(path);
  const archive = await open(path, archiveName);
  const folder = mkdtempSync(join(tmpdir(), 'parley-zip-'));
  const files: UnpackedZip['files'] = [];
  const skipped: UnpackedZip['skipped'] = [];
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  let totalBytes = 0;
  try {
    if (archive.entryCount > limits.entries) throw refusal(archiveName, `at most ${limits.entries} entries`, `${archive.entryCount}`);
    for await (const entry of archive.eachEntry()) {
      checkEntry(entry, archiveName);
      if (entry.fileName.endsWith('/')) continue;
      const fileName = basename(entry.fileName);
      if (!wanted(fileName)) {
        skipped.push({ fileName, reason: 'Not a table: no .csv, .tsv, .tab or .txt.' });
        continue;
      }
      if (files.some((file) => file.fileName === fileName))
        throw refusal(archiveName, 'each file name once', `${JSON.stringify(fileName)} twice`);
      const target = join(folder, String(files.length));
      const source = await archive.openReadStreamPromise(entry);
      let bytes = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          totalBytes += chunk.length;
          if (totalBytes > limits.totalBytes) done(refusal(archiveName, `at most ${limits.totalBytes} bytes unpacked`, 'more'));
          else if (bytes > 1_000_000 && bytes > entry.compressedSize * limits.ratio)
            done(refusal(archiveName, `at most ${limits.ratio} bytes for each packed one`, `more in ${JSON.stringify(fileName)}`));
          else done(null, chunk);
        },
      });
      await pipeline(source, meter, createWriteStream(target, { mode: 0o600, flags: 'wx' }));
      files.push({ path: target, fileName });
    }
  } catch (error) {
    dispose();
    if (error instanceof ParleyError) throw error;
    throw leavesFolder(error)
      ? new ParleyError(
          'E_ZIP',
          `${archiveName}: expected names inside the archive's own folder, got one that leads out of it. Do not unpack it; ask who sent it.`,
        )
      : refusal(archiveName, 'a sound .zip archive', 'one that cannot be unpacked');
  } finally {
    archive.close();
  }
  files.sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
  return { files, skipped, dispose };
}

async function open(path: string, archiveName: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, { lazyEntries: true, strictFileNames: true, autoClose: false });
  } catch {
    throw refusal(archiveName, 'a sound .zip archive', 'something else');
  }
}

/** yauzl's words for `../` and absolute names. */
function leavesFolder(error: unknown): boolean {
  return error instanceof Error && /^(invalid relative path|absolute path|invalid characters in fileName)/.test(error.message);
}

function checkEntry(entry: Entry, archiveName: string): void {
  const unixMode = entry.externalFileAttributes >>> 16;
  if ((unixMode & 0o170000) === 0o120000) throw refusal(archiveName, 'no links', JSON.stringify(entry.fileName));
  if (entry.fileName.includes('\0')) throw refusal(archiveName, 'plain names', 'a name with a NUL byte');
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw refusal(archiveName, 'files without a password', JSON.stringify(entry.fileName));
}

function refusal(archiveName: string, expected: string, got: string): ParleyError {
  return new ParleyError('E_ZIP', `${archiveName}: expected ${expected}, got ${got}. Unpack the archive yourself and import the folder.`);
}
