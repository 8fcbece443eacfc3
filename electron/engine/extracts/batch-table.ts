import type { Column, Table } from '#domain/columns.ts';
import type { SegmentStore } from '../workspace/segment-store.ts';

/** The columns of a stored batch as a table; each loads on first use and stays. */
export function batchTable(segments: SegmentStore, batchId: string, rowCount: number): Table {
  const columnNames = segments.names(batchId);
  const loaded = new Map<string, Column | undefined>();
  return {
    rowCount,
    columnNames,
    column(name) {
      if (!loaded.has(name)) loaded.set(name, segments.read(batchId, name));
      return loaded.get(name);
    },
  };
}
