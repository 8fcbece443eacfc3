import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import { pageSize } from './connection.ts';

const journalMagic = 'd9d505f920a163d7';
const changeCounterAt = 24;

/**
 * SQLite plays back any journal of the right name. Refuses one that cannot belong to the file: its image of the first page
 * carries a change counter that is neither the file's nor one less. Must not be called while this process has the file open.
 */
export function requireOwnJournal(path: string): void {
  const found = journaledCounter(`${path}-journal`);
  if (found === undefined) return;
  const counter = readAt(path, changeCounterAt, 4).readUInt32BE(0);
  if (counter === found || counter === (found + 1) % 2 ** 32) return;
  throw new ParleyError(
    'E_FOREIGN_JOURNAL',
    `${path}: The -journal beside the workspace belongs to another file or to another state of this one (change ${found}, the file is at ${counter}). Both were left untouched; restore a backup.`,
    { data: { journal: found, file: counter } },
  );
}

/** Change counter in the journal's image of page 1; undefined where it holds none or SQLite would not play it back. */
function journaledCounter(journal: string): number | undefined {
  const length = statSync(journal, { throwIfNoEntry: false })?.size ?? 0;
  if (length < 28) return undefined;
  const head = readAt(journal, 0, 28);
  if (head.toString('hex', 0, 8) !== journalMagic || head.readUInt32BE(24) !== pageSize) return undefined;
  const recordBytes = pageSize + 8;
  for (let at = head.readUInt32BE(20); at >= 28 && at + recordBytes <= length; at += recordBytes)
    if (readAt(journal, at, 4).readUInt32BE(0) === 1) return readAt(journal, at + 4 + changeCounterAt, 4).readUInt32BE(0);
  return undefined;
}

function readAt(path: string, position: number, length: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, position);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
