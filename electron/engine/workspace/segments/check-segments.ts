import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { JobContext } from '../../job.ts';
import type { CheckFinding } from '../check-finding.ts';
import { inSteps } from '../in-steps.ts';
import { batchDigest, columnDigest } from './segment-digests.ts';

interface Segment {
  ordinal: number;
  name: string;
  kind: string;
  encoding: string;
  meta: string;
  sha256: string;
}

/** Recomputes the digest of every batch and column and names those that do not match. */
export function* checkSegments(connection: Database, job: JobContext): Generator<CheckFinding | undefined> {
  const batches = connection.prepare('SELECT id, row_count AS rowCount, sha256 FROM batches ORDER BY id').all() as {
    id: string;
    rowCount: number;
    sha256: string;
  }[];
  const findSegments = connection.prepare(
    'SELECT ordinal, name, kind, encoding, meta, sha256 FROM segments WHERE batch_id = ? ORDER BY ordinal',
  );
  for (const { id, rowCount, sha256 } of inSteps(batches, job, 'check batches')) {
    const segments = findSegments.all(id) as Segment[];
    for (const segment of segments) {
      if (digestOf(connection, id, rowCount, segment) === segment.sha256) yield;
      else yield damaged(`column ${segment.name} of batch ${id}`, { batch: id, column: segment.name });
    }
    const sealed = segments.map((segment) => segment.sha256);
    if (sha256 !== batchDigest(id, rowCount, sealed)) yield damaged(`batch ${id}`, { batch: id });
  }
}

function damaged(what: string, data: Record<string, unknown>): CheckFinding {
  return { area: 'segments', code: 'E_DAMAGED', message: `The ${what} does not match its digest.`, data };
}

function digestOf(connection: Database, batchId: string, rowCount: number, segment: Segment): string {
  const findParts = connection.prepare('SELECT part FROM segment_parts WHERE batch_id = ? AND ordinal = ? ORDER BY part').pluck();
  const findBytes = connection.prepare('SELECT bytes FROM segment_parts WHERE batch_id = ? AND ordinal = ? AND part = ?').pluck();
  const digests = (findParts.all(batchId, segment.ordinal) as number[]).map((part) =>
    hash('sha256', findBytes.get(batchId, segment.ordinal, part) as Buffer),
  );
  return columnDigest({ batchId, rowCount, ...segment }, digests);
}
