import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column, Table, TextColumn } from '#domain/columns.ts';
import { salesforceIdLength } from '#domain/salesforce-id.ts';
import { type ByteTextDictionary, isByteTextDictionary } from '../workspace/byte-text-dictionary.ts';
import { dictionaryBytes } from './dictionary-bytes.ts';

/** What identifies each row of a table: a 64-bit hash, and an exact comparison for equal hashes. */
export interface RowKeys {
  readonly rowCount: number;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** Fields that make the key; keys over different fields are never equal. */
  readonly fields: string;
  equal(row: number, other: RowKeys, otherRow: number): boolean;
  readonly parts: readonly KeyPart[];
}

type KeyPart = { text: ByteTextDictionary; id: boolean; codes: Uint32Array } | { values: Float64Array | Uint8Array };

/** Fields that identify a row of a kind where a file has no id column. */
const naturalKeys: Partial<Record<ExtractKind, readonly string[]>> = {
  leadHistory: ['recordId', 'field', 'from', 'to', 'at'],
  opportunityHistory: ['recordId', 'field', 'from', 'to', 'at'],
  activities: ['leadId', 'contactId', 'opportunityId', 'accountId', 'byId', 'type', 'subject', 'at', 'createdAt'],
  campaignMembers: ['campaignId', 'leadId', 'contactId'],
  opportunityContactRoles: ['contactId', 'opportunityId'],
  users: ['name'],
};

/** A list that somebody reports is restated as a whole: its newest edition replaces the older one. */
const editionKeys: readonly string[] = ['reporter', 'metric', 'period'];

/** The fields by which rows of this table are the same record as rows of another extract. */
export function keyFields(kind: ExtractKind, table: Table): readonly string[] {
  if (kind === 'reportedPipeline') return editionKeys;
  if (table.columnNames.includes('id')) return ['id'];
  return (naturalKeys[kind] ?? table.columnNames).filter((name) => table.columnNames.includes(name));
}

/** Keys of all rows; Salesforce ids of 15 and 18 characters give the same key. */
export function rowKeys(table: Table, fields: readonly string[]): RowKeys {
  const low = new Uint32Array(table.rowCount);
  const high = new Uint32Array(table.rowCount);
  const parts: KeyPart[] = [];
  for (const field of fields) {
    const column = table.column(field);
    if (column) parts.push(addPart(column, low, high));
  }
  const keys: RowKeys = { rowCount: table.rowCount, low, high, fields: fields.join(), parts, equal };
  return keys;
  function equal(row: number, other: RowKeys, otherRow: number): boolean {
    if (other.fields !== keys.fields) return false;
    return parts.every((part, index) => equalPart(part, row, other.parts[index]!, otherRow));
  }
}

function addPart(column: Column, low: Uint32Array, high: Uint32Array): KeyPart {
  if (column.kind === 'text') {
    const text = isByteTextDictionary(column.dictionary) ? column.dictionary : dictionaryBytes(column.dictionary);
    const { lows, highs } = hashTexts(text, column.id);
    const { codes } = column;
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      low[row] = Math.imul(low[row]! ^ lows[code]!, 0x9e3779b1);
      high[row] = Math.imul(high[row]! ^ highs[code]!, 0x85ebca77);
    }
    return { text, id: column.id, codes };
  }
  const { values } = column;
  const bits = new Uint32Array(2);
  const float = new Float64Array(bits.buffer);
  for (let row = 0; row < values.length; row++) {
    float[0] = values[row]!;
    low[row] = Math.imul(low[row]! ^ bits[0]! ^ (bits[1]! >>> 7), 0x9e3779b1);
    high[row] = Math.imul(high[row]! ^ bits[1]! ^ (bits[0]! << 5), 0x85ebca77);
  }
  return { values };
}

/** Two independent hashes of every text of a dictionary; an id counts by the part that identifies it. */
export function hashTexts({ size, bytes, offsets }: ByteTextDictionary, id: boolean): { lows: Uint32Array; highs: Uint32Array } {
  const lows = new Uint32Array(size);
  const highs = new Uint32Array(size);
  for (let code = 0; code < size; code++) {
    const start = offsets[code]!;
    const end = id ? start + keyLength(bytes, start, offsets[code + 1]!) : offsets[code + 1]!;
    let a = 0x811c9dc5;
    let b = 0x3c6ef372;
    for (let place = start; place < end; place++) {
      const byte = bytes[place]!;
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b + byte, 0x2c1b3c6d) ^ (b >>> 15);
    }
    lows[code] = a ^ (a >>> 16);
    highs[code] = b ^ (b >>> 13);
  }
  return { lows, highs };
}

function keyLength(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  return length === 18 ? salesforceIdLength((place) => bytes[start + place]!, length) : length;
}

function equalPart(part: KeyPart, row: number, other: KeyPart, otherRow: number): boolean {
  if ('text' in part && 'text' in other) {
    const [from, to] = span(part, row);
    const [otherFrom, otherTo] = span(other, otherRow);
    return sameBytes(part.text.bytes, from, to, other.text.bytes, otherFrom, otherTo);
  }
  if ('values' in part && 'values' in other) return Object.is(part.values[row], other.values[otherRow]);
  return false;
}

function span({ text, id, codes }: { text: ByteTextDictionary; id: boolean; codes: Uint32Array }, row: number): [number, number] {
  const code = codes[row]!;
  const start = text.offsets[code]!;
  const end = text.offsets[code + 1]!;
  return [start, id ? start + keyLength(text.bytes, start, end) : end];
}

export function sameBytes(a: Uint8Array, aFrom: number, aTo: number, b: Uint8Array, bFrom: number, bTo: number): boolean {
  if (aTo - aFrom !== bTo - bFrom) return false;
  for (let place = aFrom, other = bFrom; place < aTo; place++, other++) if (a[place] !== b[other]) return false;
  return true;
}

/** Rows by key: the first row put in under a key is the one that is found. */
export interface KeyIndex {
  /** The number under which an equal row was put in, or -1. */
  find(keys: RowKeys, row: number): number;
  /** Puts a row in under `number`; returns the number of an equal row that is there already, else -1. */
  add(keys: RowKeys, row: number, number: number): number;
}

/** @param capacity the most rows that will be put in. */
export function keyIndex(capacity: number): KeyIndex {
  const slots = 1 << Math.max(4, Math.ceil(Math.log2(capacity * 1.6 + 1)));
  const mask = slots - 1;
  const numbers = new Int32Array(slots).fill(-1);
  const rows = new Int32Array(slots);
  const sources = new Uint16Array(slots);
  const known: RowKeys[] = [];
  const sourceOf = new Map<RowKeys, number>();
  function seek(keys: RowKeys, row: number): number {
    const low = keys.low[row]!;
    const high = keys.high[row]!;
    let slot = (low ^ (high >>> 3)) & mask;
    while (numbers[slot] !== -1) {
      const other = known[sources[slot]!]!;
      const otherRow = rows[slot]!;
      if (other.low[otherRow] === low && other.high[otherRow] === high && keys.equal(row, other, otherRow)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
  return {
    find: (keys, row) => numbers[seek(keys, row)]!,
    add(keys, row, number) {
      const slot = seek(keys, row);
      if (numbers[slot] !== -1) return numbers[slot]!;
      let source = sourceOf.get(keys);
      if (source === undefined) {
        source = known.length;
        known.push(keys);
        sourceOf.set(keys, source);
      }
      numbers[slot] = number;
      rows[slot] = row;
      sources[slot] = source;
      return -1;
    },
  };
}

/** A text column's dictionary as bytes. */
export function bytesOfColumn(column: TextColumn): ByteTextDictionary {
  return isByteTextDictionary(column.dictionary) ? column.dictionary : dictionaryBytes(column.dictionary);
}
