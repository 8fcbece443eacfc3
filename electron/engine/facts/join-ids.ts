import type { TextColumn, TextDictionary } from '#domain/columns.ts';
import { salesforceIdKey } from '#domain/salesforce-id.ts';
import { type ByteTextDictionary, byteTextDictionary, isByteTextDictionary } from '../workspace/byte-text-dictionary.ts';

/** The part of an id that identifies: the 15- and 18-character forms of a Salesforce id name the same record. */
export const idKey = salesforceIdKey;

/** Rows by id. When an id stands in several rows the first one counts. */
export interface IdIndex {
  rowOf(id: string): number;
  /** The row for each dictionary code of another column; -1 where the id is empty or unknown. */
  rowsOfCodes(column: TextColumn): Int32Array;
}

/** A dictionary as bytes, so that a million ids are joined without making strings of them. */
function asBytes(dictionary: TextDictionary): ByteTextDictionary {
  if (isByteTextDictionary(dictionary)) return dictionary;
  const parts = Array.from({ length: dictionary.size }, (_, code) => Buffer.from(dictionary.at(code)));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, code) => {
    offsets[code + 1] = offsets[code]! + part.length;
  });
  return byteTextDictionary(Buffer.concat(parts), offsets);
}

/** `salesforceIdLength` of the domain over bytes in place: a million ids want no closure each. */
function keyLength(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 18) return end - start;
  for (let group = 0; group < 3; group++) {
    let capitals = 0;
    for (let place = 0; place < 5; place++) {
      const code = bytes[start + group * 5 + place]!;
      if (code >= 65 && code <= 90) capitals |= 1 << place;
      else if (!(code >= 97 && code <= 122) && !(code >= 48 && code <= 57)) return 18;
    }
    if (bytes[start + 15 + group] !== (capitals < 26 ? 65 + capitals : 22 + capitals)) return 18;
  }
  return 15;
}

/** FNV-1a over the bytes of a key. */
function hashOf(bytes: Uint8Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

function sameBytes(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (a[aStart + at] !== b[bStart + at]) return false;
  return true;
}

export function indexIds(ids: TextColumn | undefined): IdIndex {
  const none: IdIndex = { rowOf: () => -1, rowsOfCodes: (column) => new Int32Array(column.dictionary.size).fill(-1) };
  if (!ids) return none;
  const { bytes, offsets, size } = asBytes(ids.dictionary);
  const firstRow = new Int32Array(size).fill(-1);
  for (let row = ids.codes.length - 1; row >= 0; row--) firstRow[ids.codes[row]!] = row;
  let capacity = 16;
  while (capacity < size * 2) capacity *= 2;
  const slots = new Int32Array(capacity);
  const lengths = new Int32Array(size);
  const rows = new Int32Array(size).fill(-1);
  for (let code = 1; code < size; code++) {
    if (firstRow[code]! < 0) continue;
    const start = offsets[code]!;
    const length = keyLength(bytes, start, offsets[code + 1]!);
    lengths[code] = length;
    let slot = hashOf(bytes, start, length) & (capacity - 1);
    let known = slots[slot]!;
    while (known !== 0 && !(lengths[known] === length && sameBytes(bytes, start, bytes, offsets[known]!, length))) {
      slot = (slot + 1) & (capacity - 1);
      known = slots[slot]!;
    }
    if (known === 0) {
      slots[slot] = code;
      rows[code] = firstRow[code]!;
    } else rows[known] = Math.min(rows[known]!, firstRow[code]!);
  }
  const find = (other: Uint8Array, start: number, end: number): number => {
    const length = keyLength(other, start, end);
    let slot = hashOf(other, start, length) & (capacity - 1);
    for (let known = slots[slot]!; known !== 0; known = slots[slot]!) {
      if (lengths[known] === length && sameBytes(other, start, bytes, offsets[known]!, length)) return rows[known]!;
      slot = (slot + 1) & (capacity - 1);
    }
    return -1;
  };
  return {
    rowOf: (id) => {
      const key = Buffer.from(id);
      return key.length === 0 ? -1 : find(key, 0, key.length);
    },
    rowsOfCodes: (column) => {
      const other = asBytes(column.dictionary);
      const result = new Int32Array(other.size).fill(-1);
      for (let code = 1; code < other.size; code++) result[code] = find(other.bytes, other.offsets[code]!, other.offsets[code + 1]!);
      return result;
    },
  };
}
