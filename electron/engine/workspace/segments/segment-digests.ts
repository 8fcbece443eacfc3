import { hash } from 'node:crypto';

export interface ColumnHead {
  batchId: string;
  rowCount: number;
  ordinal: number;
  name: string;
  kind: string;
  encoding: string;
  meta: string;
}

/** SHA-256 over everything a column is: its head and the digests of its parts, in order. */
export function columnDigest(head: ColumnHead, partDigests: readonly string[]): string {
  return hash(
    'sha256',
    JSON.stringify([head.batchId, head.rowCount, head.ordinal, head.name, head.kind, head.encoding, head.meta, partDigests]),
  );
}

/** SHA-256 over a batch: its id, its rows and the digests of its columns, in order. A lost or added column changes it. */
export function batchDigest(batchId: string, rowCount: number, columnDigests: readonly string[]): string {
  return hash('sha256', JSON.stringify([batchId, rowCount, columnDigests]));
}
