import type { ColumnPlan } from '../parsed-file.ts';
import { type ColumnSink, pieceRows } from './column-sink.ts';
import { createPlainTexts, movePlainText, type PlainTexts, putPlainTexts, takePlainTexts } from './plain-texts.ts';
import { markMisfit, type RowBatch } from './row-batch.ts';
import type { SlabStore } from './slab-store.ts';
import { createTextInterner, internTexts } from './text-interner.ts';

/** Rows after which a column without repeats is taken for nearly unique. */
const rowsToJudge = 2000;

/** Texts by dictionary code; those of a nearly unique column one after the other. */
export function textSink(plan: ColumnPlan, store: SlabStore, required: boolean): ColumnSink {
  const interner = createTextInterner();
  const codes = new Uint32Array(pieceRows);
  let rowsSeen = 0;
  let plain: PlainTexts | undefined;
  return {
    interner,
    put(batch, column, row) {
      const from = 2 * column * batch.capacity;
      if (required) markBlanks(batch, column, from);
      if (plain === undefined) internTexts(interner, batch.view, batch.bounds, from, batch.count, codes, row);
      else putPlainTexts(plain, batch.view, batch.bounds, from, batch.count, row);
    },
    move(from, to) {
      if (plain === undefined) codes[to] = codes[from]!;
      else movePlainText(plain, from, to);
    },
    take(rows) {
      if (plain !== undefined) return takePlainTexts(plain, rows, store);
      rowsSeen += rows;
      if (rowsSeen >= rowsToJudge && interner.size > rowsSeen * 0.999) plain = createPlainTexts(pieceRows);
      const narrow = narrowest(codes.subarray(0, rows), interner.size);
      return { kind: 'codes', codes: store.keep(0, narrow), width: narrow.BYTES_PER_ELEMENT as 1 | 2 | 4 };
    },
  };

  function markBlanks(batch: RowBatch, column: number, from: number): void {
    for (let row = 0; row < batch.count; row++) {
      if (batch.bounds[from + 2 * row] === batch.bounds[from + 2 * row + 1]) markMisfit(batch, row, column, plan.onMisfit);
    }
  }
}

function narrowest(codes: Uint32Array, size: number): Uint8Array | Uint16Array | Uint32Array {
  if (size <= 0x100) return new Uint8Array(codes);
  return size <= 0x1_0000 ? new Uint16Array(codes) : codes;
}
