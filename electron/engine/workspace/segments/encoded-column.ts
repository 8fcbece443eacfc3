import type { ColumnKind } from '#domain/columns.ts';
import type { EqualTexts } from './equal-texts.ts';

/**
 * How the values of a column are packed:
 * `float` 8-byte floats; `scaled` unsigned integers u of `width` bytes, the value is (base + u × step) ÷ divisor;
 * `byte` one byte a row; `codes` dictionary codes of `width` bytes; `sequential` each row brings the next new code, but for the listed rows.
 */
export type SegmentEncoding = 'float' | 'scaled' | 'byte' | 'codes' | 'sequential';

export interface SegmentMeta {
  /** Bytes of each section; a section longer than a piece stands in several parts. */
  sections: number[];
  base?: number;
  step?: number;
  divisor?: number;
  width?: number;
  /** Numbers: the highest u of the width is an empty field. */
  missing?: boolean;
  /** Text: distinct texts, the empty one included. */
  size?: number;
  /** Text: bytes of each text where all are equally long; else the lengths are a section of `lengthWidth` bytes a text. */
  textBytes?: number;
  lengthWidth?: number;
  /** Text: what equally long texts share; the section of texts then holds their other bytes. */
  equal?: EqualTexts;
  id?: boolean;
  scale?: number;
  dateOnly?: boolean;
}

export interface EncodedColumn {
  kind: ColumnKind;
  encoding: SegmentEncoding;
  meta: SegmentMeta;
  sections: Uint8Array[];
}

export type Unsigned = Uint8Array | Uint16Array | Uint32Array;

/** Bytes needed for every whole number up to `top`. */
export function widthFor(top: number): 1 | 2 | 4 {
  return top <= 0xff ? 1 : top <= 0xffff ? 2 : 4;
}

export function unsignedArray(width: number, length: number): Unsigned {
  return width === 1 ? new Uint8Array(length) : width === 2 ? new Uint16Array(length) : new Uint32Array(length);
}

export function unsignedView(width: number, bytes: Uint8Array): Unsigned {
  if (width === 1) return bytes;
  const length = bytes.byteLength / width;
  return width === 2 ? new Uint16Array(bytes.buffer, bytes.byteOffset, length) : new Uint32Array(bytes.buffer, bytes.byteOffset, length);
}

export function bytesOf(array: Unsigned | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
