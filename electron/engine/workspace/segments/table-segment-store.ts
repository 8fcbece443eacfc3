import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Column } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import type { SegmentStore, StoredColumn } from '../segment-store.ts';
import { inParleyWords } from '../sqlite-errors.ts';
import { decodeColumn } from './decode-column.ts';
import { encodeColumn, rowCountOf } from './encode-column.ts';
import type { EncodedColumn } from './encoded-column.ts';
import { batchDigest, columnDigest } from './segment-digests.ts';

/** Longer sections are cut, which bounds the copy that SQLite makes of each and stays far below its limit of 10^9 bytes a BLOB. */
export const pieceBytes = 32 * 1024 * 1024;

interface SegmentRow {
  ordinal: number;
  name: string;
  kind: string;
  encoding: string;
  meta: string;
  sha256: string;
}

/** The segment store over the tables batches, segments and segment_parts. */
export function tableSegmentStore(connection: Database, path: string): SegmentStore {
  const addBatch = connection.prepare('INSERT INTO batches (id, row_count, sha256) VALUES (?, ?, ?)');
  const sealBatch = connection.prepare('UPDATE batches SET sha256 = ? WHERE id = ?');
  const addSegment = connection.prepare(
    'INSERT INTO segments (batch_id, ordinal, name, kind, encoding, meta, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const addPart = connection.prepare('INSERT INTO segment_parts (batch_id, ordinal, part, sha256, bytes) VALUES (?, ?, ?, ?, ?)');
  const findBatch = connection.prepare('SELECT row_count FROM batches WHERE id = ?').pluck();
  const findSegment = connection.prepare(
    'SELECT ordinal, name, kind, encoding, meta, sha256 FROM segments WHERE batch_id = ? AND name = ?',
  );
  const findNames = connection.prepare('SELECT name FROM segments WHERE batch_id = ? ORDER BY ordinal').pluck();
  const findPart = connection.prepare('SELECT bytes FROM segment_parts WHERE batch_id = ? AND ordinal = ? AND part = ?').pluck();
  const drops = ['segment_parts', 'segments'].map((table) => connection.prepare(`DELETE FROM ${table} WHERE batch_id = ?`));
  const dropBatch = connection.prepare('DELETE FROM batches WHERE id = ?');

  function writeColumn(batchId: string, rowCount: number, ordinal: number, { name, column }: StoredColumn): string {
    if (rowCountOf(column) !== rowCount)
      throw new ParleyError(
        'E_COLUMN',
        `Expected ${rowCount} rows in the column ${name}, got ${rowCountOf(column)}. The batch was not written.`,
      );
    const { kind, encoding, meta, sections } = encodeColumn(column);
    const pieces = sections.flatMap(cutIntoPieces);
    const digests = pieces.map((piece) => hash('sha256', piece));
    const metaText = JSON.stringify(meta);
    const digest = columnDigest({ batchId, rowCount, ordinal, name, kind, encoding, meta: metaText }, digests);
    addSegment.run(batchId, ordinal, name, kind, encoding, metaText, digest);
    pieces.forEach((piece, part) => {
      addPart.run(batchId, ordinal, part, digests[part], piece);
    });
    return digest;
  }

  function readColumn(batchId: string, name: string): Column | undefined {
    const row = findSegment.get(batchId, name) as SegmentRow | undefined;
    if (!row) return undefined;
    const rowCount = findBatch.get(batchId) as number;
    const digests: string[] = [];
    const nextPiece = (): Uint8Array => {
      const bytes = findPart.get(batchId, row.ordinal, digests.length) as Buffer | undefined;
      if (!bytes) throw damagedColumn(path, batchId, name);
      digests.push(hash('sha256', bytes));
      return bytes;
    };
    const meta = parseMeta(row.meta) ?? { sections: [] };
    const sections = meta.sections.map((length) => joinPieces(length, nextPiece));
    const head = { batchId, rowCount, ordinal: row.ordinal, name, kind: row.kind, encoding: row.encoding, meta: row.meta };
    if (columnDigest(head, digests) !== row.sha256) throw damagedColumn(path, batchId, name);
    return decodeColumn({ kind: row.kind, encoding: row.encoding, meta, sections } as EncodedColumn, rowCount);
  }

  return {
    write(batchId, rowCount, columns) {
      inParleyWords(path, () => {
        if (!connection.inTransaction)
          throw new ParleyError('E_NO_TRANSACTION', 'Columns are written inside a transaction only. Call workspace.transaction around it.');
        if (findBatch.get(batchId) !== undefined)
          throw new ParleyError(
            'E_BATCH_EXISTS',
            `The batch ${batchId} is stored already and never changes. Give the new batch its own id.`,
          );
        addBatch.run(batchId, rowCount, '');
        const digests: string[] = [];
        for (const column of columns) digests.push(writeColumn(batchId, rowCount, digests.length, column));
        sealBatch.run(batchDigest(batchId, rowCount, digests), batchId);
      });
    },
    read: (batchId, name) => inParleyWords(path, () => readColumn(batchId, name)),
    names: (batchId) => inParleyWords(path, () => findNames.all(batchId) as string[]),
    drop(batchId) {
      inParleyWords(path, () => {
        if (!connection.inTransaction)
          throw new ParleyError('E_NO_TRANSACTION', 'Columns are dropped inside a transaction only. Call workspace.transaction around it.');
        for (const statement of drops) statement.run(batchId);
        dropBatch.run(batchId);
      });
    },
  };
}

export function damagedColumn(path: string, batchId: string, name: string): ParleyError {
  return new ParleyError(
    'E_DAMAGED',
    `${path}: The file is damaged: the column ${name} of batch ${batchId} does not match its digest. Restore a backup.`,
    {
      data: { area: 'segments', batch: batchId, column: name },
    },
  );
}

function parseMeta(text: string): EncodedColumn['meta'] | undefined {
  try {
    const meta = JSON.parse(text);
    return Array.isArray(meta?.sections) && meta.sections.every((length: unknown) => Number.isSafeInteger(length)) ? meta : undefined;
  } catch {
    return undefined;
  }
}

/** Every section has at least one piece, so that an empty one is stored too. */
function cutIntoPieces(section: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start === 0 || start < section.byteLength; start += pieceBytes)
    pieces.push(section.subarray(start, start + pieceBytes));
  return pieces;
}

/** One piece is used where it lies, unless typed arrays could not stand there; several are put together. */
function joinPieces(length: number, nextPiece: () => Uint8Array): Uint8Array {
  if (length <= pieceBytes) {
    const piece = nextPiece();
    return piece.byteOffset % 8 === 0 ? piece : new Uint8Array(piece);
  }
  const section = new Uint8Array(length);
  for (let start = 0; start < length; start += pieceBytes) {
    const piece = nextPiece();
    if (start + piece.byteLength > length) break;
    section.set(piece, start);
  }
  return section;
}
