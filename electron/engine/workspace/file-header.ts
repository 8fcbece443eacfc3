import { type BigIntStats, closeSync, openSync, readSync, statSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import { applicationId, pageSize } from './connection.ts';
import { fileError } from './workspace-path.ts';

const sampleBytes = 4_096;
const compressedMagics = ['504b0304', '1f8b', '25504446', '89504e47', 'ffd8ff', '377abcaf', '28b52ffd', '425a68', 'fd377a58'];

/**
 * Looks at a file's first bytes before SQLite does and refuses what is no sound workspace, leaving it untouched.
 * Must not be called while this process has the file open.
 */
export function requireWorkspaceHeader(path: string, stats: BigIntStats, newestSchema: number): void {
  const head = readHead(path);
  const refuse = (code: string, sentence: string, data?: Record<string, unknown>) =>
    new ParleyError(code, `${path}: ${sentence}`, { data });
  if (head.length === 0)
    throw refuse('E_NOT_WORKSPACE', 'Expected a Parley workspace, but the file is empty. Choose a .parley file or restore a backup.');
  if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    if (looksEncrypted(head, stats.size))
      throw refuse(
        'E_LOCKED',
        'The file seems to be encrypted. Parley cannot open it without its key; decrypt it with the program that encrypted it.',
      );
    throw refuse(
      'E_NOT_WORKSPACE',
      'Expected a Parley workspace, but the file is of another kind. Choose a .parley file; this one was left untouched.',
    );
  }
  if (head.length < 100)
    throw refuse('E_NOT_WORKSPACE', 'Expected a Parley workspace, but the file ends inside its header. Restore a backup.');
  if (head.readUInt32BE(68) !== applicationId)
    throw refuse('E_NOT_WORKSPACE', 'Expected a Parley workspace, but this database belongs to another program. It was left untouched.');
  const version = head.readInt32BE(60);
  if (version > newestSchema)
    throw refuse(
      'E_NEWER',
      `The workspace has format ${version}, this Parley knows formats up to ${newestSchema}. Open it with a newer Parley; it was left untouched.`,
      {
        found: version,
        newest: newestSchema,
      },
    );
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (wal || head[18] !== 1 || head[19] !== 1)
    throw refuse(
      'E_FOREIGN_JOURNAL',
      `${wal ? 'There is a -wal file beside the workspace' : 'The file was switched to write-ahead logging'}, which Parley never uses: another program had it open, or the file belongs to another database. Close that program, or restore a backup.`,
    );
  if (hasJournal(path)) return;
  if (version < 1)
    throw refuse('E_DAMAGED', `The header is damaged: format ${version} does not exist. Restore a backup; the file was left untouched.`);
  requireLength(path, head, stats);
}

/** True where an interrupted change may have left its journal; SQLite decides whether it counts. */
export function hasJournal(path: string): boolean {
  return (statSync(`${path}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function requireLength(path: string, head: Buffer, stats: BigIntStats): void {
  const size = head.readUInt16BE(16);
  const pages = head.readUInt32BE(28);
  if (size === pageSize && stats.size === BigInt(pages) * BigInt(pageSize)) return;
  const found = Number(stats.size);
  throw new ParleyError(
    'E_DAMAGED',
    `${path}: The file is damaged: its header speaks of ${pages} pages of ${size} bytes, but it has ${found} bytes. Restore a backup; the file was left untouched.`,
    { data: { area: 'length', pages, pageSize: size, bytes: found } },
  );
}

function readHead(path: string): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const head = Buffer.alloc(sampleBytes);
      return head.subarray(0, readSync(descriptor, head, 0, sampleBytes, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Whole pages of noise that no known compressed format begins. */
function looksEncrypted(head: Buffer, size: bigint): boolean {
  if (head.length < sampleBytes || size % 512n !== 0n) return false;
  const start = head.toString('hex', 0, 8);
  if (compressedMagics.some((magic) => start.startsWith(magic))) return false;
  const counts = new Array<number>(256).fill(0);
  for (const byte of head) counts[byte]!++;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / head.length) * Math.log2(count / head.length);
  return bits > 7.8;
}
