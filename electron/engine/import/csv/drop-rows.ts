import type { Column, TextColumn } from '#domain/columns.ts';
import { byteTextDictionary, isByteTextDictionary } from '#engine/workspace/byte-text-dictionary.ts';

/** The column without some rows; texts that no row uses any more leave the dictionary, the others are numbered anew by first appearance. */
export function dropRows(column: Column, drop: Uint8Array, rowsLeft: number): Column {
  switch (column.kind) {
    case 'text':
      return dropTextRows(column, drop, rowsLeft);
    case 'boolean':
      return { ...column, values: keep(column.values, new Uint8Array(rowsLeft), drop) };
    default:
      return { ...column, values: keep(column.values, new Float64Array(rowsLeft), drop) };
  }
}

function keep<T extends Uint8Array | Float64Array>(from: T, into: T, drop: Uint8Array): T {
  let at = 0;
  for (let row = 0; row < from.length; row++) if (drop[row] === 0) into[at++] = from[row]!;
  return into;
}

function dropTextRows(column: TextColumn, drop: Uint8Array, rowsLeft: number): TextColumn {
  const { codes, dictionary } = column;
  if (!isByteTextDictionary(dictionary)) throw new TypeError('A dictionary of bytes was expected.');
  const renumbered = new Uint32Array(dictionary.size);
  const order: number[] = [0];
  const left = new Uint32Array(rowsLeft);
  let at = 0;
  for (let row = 0; row < codes.length; row++) {
    if (drop[row] !== 0) continue;
    const code = codes[row]!;
    if (code !== 0 && renumbered[code] === 0) {
      renumbered[code] = order.length;
      order.push(code);
    }
    left[at++] = renumbered[code]!;
  }
  const offsets = new Uint32Array(order.length + 1);
  order.forEach((code, index) => {
    offsets[index + 1] = offsets[index]! + dictionary.offsets[code + 1]! - dictionary.offsets[code]!;
  });
  const bytes = new Uint8Array(offsets[order.length]!);
  order.forEach((code, index) => {
    bytes.set(dictionary.bytes.subarray(dictionary.offsets[code]!, dictionary.offsets[code + 1]!), offsets[index]!);
  });
  return { ...column, codes: left, dictionary: byteTextDictionary(bytes, offsets) };
}
