import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column, Table } from '#domain/columns.ts';
import { type ColumnPart, mergeColumns } from './merge-columns.ts';
import { keyFields, keyIndex, type RowKeys, rowKeys } from './row-keys.ts';

/** Where rows of one source stand in the union: their own rows, and rows of newer sources about the same record. */
interface Placement {
  kept: Uint32Array;
  keptOut: Uint32Array;
  superseded: Uint32Array;
  supersededOut: Uint32Array;
}

/**
 * The union by id of tables of one kind, the newest winning: a record's row comes from the newest table that has it, and a column which that table
 * lacks from the newest one that has both. Columns merge on first use; a single table is handed on as it is.
 * @param tables newest first; `edition` tells which tables came with one extract (rows of one edition never replace each other in a reported list).
 */
export function unionTables(kind: ExtractKind, tables: readonly { table: Table; edition: string }[]): Table {
  const filled = tables.filter(({ table }) => table.rowCount > 0);
  if (filled.length <= 1) return (filled[0] ?? tables[0]!).table;
  const placements = place(kind, filled);
  const rowCount = placements.reduce((sum, { kept }) => sum + kept.length, 0);
  if (placements[0]!.kept.length === rowCount && hasAllColumns(filled)) return filled[0]!.table;
  const columnNames = [...new Set(filled.flatMap(({ table }) => table.columnNames))];
  const merged = new Map<string, Column | undefined>();
  return {
    rowCount,
    columnNames,
    column(name) {
      if (!merged.has(name)) merged.set(name, mergeNamed(name, rowCount, filled, placements));
      return merged.get(name);
    },
  };
}

function hasAllColumns(tables: readonly { table: Table }[]): boolean {
  const newest = new Set(tables[0]!.table.columnNames);
  return tables.every(({ table }) => table.columnNames.every((name) => newest.has(name)));
}

function place(kind: ExtractKind, tables: readonly { table: Table; edition: string }[]): Placement[] {
  const fields = new Map(tables.map(({ table }) => [table, keyFields(kind, table)]));
  const total = tables.reduce((sum, { table }) => sum + table.rowCount, 0);
  const index = keyIndex(total);
  const editionOf: string[] = [];
  const keepsDuplicates = kind === 'reportedPipeline';
  let next = 0;
  return tables.map(({ table, edition }) => {
    const keys: RowKeys = rowKeys(table, fields.get(table)!);
    const isNatural = fields.get(table)!.join() !== 'id';
    const kept = new Uint32Array(table.rowCount);
    const superseded = new Uint32Array(table.rowCount);
    const supersededOut = new Uint32Array(table.rowCount);
    const first = next;
    let keptCount = 0;
    let supersededCount = 0;
    for (let row = 0; row < table.rowCount; row++) {
      const found = index.add(keys, row, next);
      const sameEdition = found >= first || (found !== -1 && isNatural && editionOf[found] === edition);
      if (found === -1 || (isNatural && found >= first) || (keepsDuplicates && sameEdition)) {
        if (isNatural) editionOf[next] = edition;
        kept[keptCount++] = row;
        next++;
      } else {
        superseded[supersededCount] = row;
        supersededOut[supersededCount++] = found;
      }
    }
    const keptOut = Uint32Array.from({ length: keptCount }, (_, i) => first + i);
    return {
      kept: kept.subarray(0, keptCount),
      keptOut,
      superseded: superseded.subarray(0, supersededCount),
      supersededOut: supersededOut.subarray(0, supersededCount),
    };
  });
}

function mergeNamed(
  name: string,
  rowCount: number,
  tables: readonly { table: Table }[],
  placements: readonly Placement[],
): Column | undefined {
  const parts: ColumnPart[] = [];
  /** 1 where a newer table with this column has spoken for the row; needed only once a table lacks the column. */
  const spoken = tables.every(({ table }) => table.columnNames.includes(name)) ? undefined : new Uint8Array(rowCount);
  tables.forEach(({ table }, index) => {
    const column = table.column(name);
    if (!column) return;
    const { kept, keptOut, superseded, supersededOut } = placements[index]!;
    parts.push({ column, rows: kept, outRows: keptOut });
    if (!spoken) return;
    for (const out of keptOut) spoken[out] = 1;
    const open: number[] = [];
    for (let i = 0; i < superseded.length; i++) {
      if (spoken[supersededOut[i]!] === 1) continue;
      spoken[supersededOut[i]!] = 1;
      open.push(i);
    }
    if (open.length > 0)
      parts.push({
        column,
        rows: Uint32Array.from(open, (i) => superseded[i]!),
        outRows: Uint32Array.from(open, (i) => supersededOut[i]!),
      });
  });
  return parts.length === 0 ? undefined : mergeColumns(rowCount, parts);
}
