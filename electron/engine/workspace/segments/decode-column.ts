import type { Column } from '#domain/columns.ts';
import { byteTextDictionary } from '../byte-text-dictionary.ts';
import { type EncodedColumn, type SegmentMeta, type Unsigned, unsignedView } from './encoded-column.ts';
import { unpackEqualTexts } from './equal-texts.ts';

/** Gives back the column behind packed sections. Sections stay in use by the column: hand over memory of its own. */
export function decodeColumn({ kind, encoding, meta, sections }: EncodedColumn, rowCount: number): Column {
  if (kind === 'boolean') return { kind, values: sections[0]! };
  if (kind === 'text') {
    const codes = encoding === 'codes' ? decodeCodes(meta, sections[0]!) : decodeSequential(sections[0]!, sections[1]!, rowCount);
    const texts = sections.slice(encoding === 'codes' ? 1 : 2);
    return {
      kind,
      id: meta.id === true,
      codes,
      dictionary: byteTextDictionary(decodeTexts(meta, texts.at(-1)!), decodeOffsets(meta, texts[0]!)),
    };
  }
  const values = encoding === 'float' ? floats(sections[0]!) : decodeScaled(meta, sections[0]!);
  if (kind === 'money') return { kind, values, scale: meta.scale! };
  if (kind === 'time') return { kind, values, dateOnly: meta.dateOnly === true };
  return { kind, values };
}

function floats(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
}

function decodeScaled(meta: SegmentMeta, bytes: Uint8Array): Float64Array {
  const width = meta.width!;
  const packed = unsignedView(width, bytes);
  const empty = meta.missing ? 2 ** (8 * width) - 1 : -1;
  // One loop a width, so that each reads one kind of array and stays fast.
  if (packed instanceof Uint8Array) return unscaleBytes(packed, meta.base!, meta.step!, meta.divisor!, empty);
  if (packed instanceof Uint16Array) return unscaleShorts(packed, meta.base!, meta.step!, meta.divisor!, empty);
  return unscaleInts(packed, meta.base!, meta.step!, meta.divisor!, empty);
}

const unscaleBytes = unscaler<Uint8Array>();
const unscaleShorts = unscaler<Uint16Array>();
const unscaleInts = unscaler<Uint32Array>();

type Unscale<Packed> = (packed: Packed, base: number, step: number, divisor: number, empty: number) => Float64Array;

function unscaler<Packed extends Unsigned>(): Unscale<Packed> {
  return new Function(
    'packed, base, step, divisor, empty',
    `const values = new Float64Array(packed.length);
    if (divisor === 1) for (let row = 0; row < values.length; row++) values[row] = packed[row] === empty ? NaN : base + packed[row] * step;
    else for (let row = 0; row < values.length; row++) values[row] = packed[row] === empty ? NaN : (base + packed[row] * step) / divisor;
    return values;`,
  ) as Unscale<Packed>;
}

function decodeCodes(meta: SegmentMeta, bytes: Uint8Array): Uint32Array {
  const packed = unsignedView(meta.width!, bytes);
  return packed instanceof Uint32Array ? packed : Uint32Array.from(packed);
}

function decodeSequential(rowBytes: Uint8Array, codeBytes: Uint8Array, rowCount: number): Uint32Array {
  const rows = unsignedView(4, rowBytes);
  const theirs = unsignedView(4, codeBytes);
  const codes = new Uint32Array(rowCount);
  let next = 1;
  let row = 0;
  for (let at = 0; at < rows.length; at++) {
    const exception = rows[at]!;
    while (row < exception) codes[row++] = next++;
    codes[row++] = theirs[at]!;
  }
  while (row < rowCount) codes[row++] = next++;
  return codes;
}

function decodeTexts(meta: SegmentMeta, bytes: Uint8Array): Uint8Array {
  return meta.equal ? unpackEqualTexts(meta.equal, bytes) : bytes;
}

function decodeOffsets(meta: SegmentMeta, lengthBytes: Uint8Array): Uint32Array {
  const size = meta.size!;
  const offsets = new Uint32Array(size + 1);
  if (meta.lengthWidth === undefined) {
    const length = meta.textBytes!;
    for (let code = 1; code <= size; code++) offsets[code] = (code - 1) * length;
    return offsets;
  }
  const lengths = unsignedView(meta.lengthWidth, lengthBytes);
  for (let code = 1; code < size; code++) offsets[code + 1] = offsets[code]! + lengths[code - 1]!;
  return offsets;
}
