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
import { cutIntoPieces, joinPieces } from './segment-pieces.ts';

interface SegmentRow {
  ordinal: number;
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
  const addPart = connection.prepare('INSERT INTO segment_parts (batch_id, ordinal, part, bytes) VALUES (?, ?, ?, ?)');
  const findRowCount = connection.prepare('SELECT row_count FROM batches WHERE id = ?').pluck();
  const findSegment = connection.prepare('SELECT ordinal, kind, encoding, meta, sha256 FROM segments WHERE batch_id = ? AND name = ?');
  const findNames = connection.prepare('SELECT name FROM segments WHERE batch_id = ? ORDER BY ordinal').pluck();
  const findPart = connection.prepare('SELECT bytes FROM segment_parts WHERE batch_id = ? AND ordinal = ? AND part = ?').pluck();
  const dropParts = connection.prepare('DELETE FROM segment_parts WHERE batch_id = ?');
  const dropSegments = connection.prepare('DELETE FROM segments WHERE batch_id = ?');
  const dropBatch = connection.prepare('DELETE FROM batches WHERE id = ?');

  function requireTransaction(): void {
    if (connection.inTransaction) return;
    throw new ParleyError(
      'E_NO_TRANSACTION',
      'Columns are written and dropped inside a transaction only. Call workspace.transaction around it.',
    );
  }

  function writeColumn(batchId: string, rowCount: number, ordinal: number, { name, column }: StoredColumn): string {
    if (rowCountOf(column) !== rowCount)
      throw new ParleyError('E_COLUMN', `Expected ${rowCount} rows in the column ${name}, got ${rowCountOf(column)}. Nothing was written.`);
    const { kind, encoding, meta, sections } = encodeColumn(column);
    const pieces = sections.flatMap(cutIntoPieces);
    const metaText = JSON.stringify(meta);
    const head = { batchId, rowCount, ordinal, name, kind, encoding, meta: metaText };
    const digest = columnDigest(
      head,
      pieces.map((piece) => hash('sha256', piece)),
    );
    addSegment.run(batchId, ordinal, name, kind, encoding, metaText, digest);
    for (const [part, piece] of pieces.entries()) addPart.run(batchId, ordinal, part, piece);
    return digest;
  }

  function readColumn(batchId: string, name: string): Column | undefined {
    const row = findSegment.get(batchId, name) as SegmentRow | undefined;
    if (!row) return undefined;
    const rowCount = findRowCount.get(batchId) as number;
    try {
      const digests: string[] = [];
      const nextPiece = () => {
        const bytes = findPart.get(batchId, row.ordinal, digests.length) as Buffer;
        digests.push(hash('sha256', bytes));
        return bytes;
      };
      const meta = JSON.parse(row.meta) as EncodedColumn['meta'];
      const sections = meta.sections.map((length) => joinPieces(length, nextPiece));
      const head = { batchId, rowCount, name, ...row };
      if (columnDigest(head, digests) !== row.sha256) throw new RangeError('digest');
      return decodeColumn({ kind: row.kind, encoding: row.encoding, meta, sections } as EncodedColumn, rowCount);
    } catch (error) {
      // A head that cannot be read, a part that is missing, lengths that do not fit: all of it is damage.
      if (!(error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError)) throw error;
      throw new ParleyError(
        'E_DAMAGED',
        `${path}: The file is damaged: the column ${name} of batch ${batchId} does not match its digest. Restore a backup.`,
        { data: { area: 'segments', batch: batchId, column: name } },
      );
    }
  }

  return {
    write(batchId, rowCount, columns) {
      inParleyWords(path, () => {
        requireTransaction();
        if (findRowCount.get(batchId) !== undefined)
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
        requireTransaction();
        for (const statement of [dropParts, dropSegments, dropBatch]) statement.run(batchId);
      });
    },
  };
}
