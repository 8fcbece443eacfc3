import type { TextColumn } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { type ByteTextDictionary, byteTextDictionary, isByteTextDictionary } from '../byte-text-dictionary.ts';
import { bytesOf, type EncodedColumn, type SegmentMeta, type Unsigned, unsignedArray, widthFor } from './encoded-column.ts';
import { packEqualTexts } from './equal-texts.ts';

const bytesPerException = 8;

/** Packs codes and dictionary. Codes and texts come back exactly, in the same order. */
export function encodeText(column: TextColumn): Pick<EncodedColumn, 'encoding' | 'meta' | 'sections'> {
  const dictionary = isByteTextDictionary(column.dictionary) ? column.dictionary : toBytes(column);
  if (dictionary.offsets[0] !== 0 || dictionary.offsets[1] !== 0)
    throw new ParleyError('E_COLUMN', 'Expected code 0 of a text column to be the empty text, but it holds something.');
  const meta: SegmentMeta = { sections: [], size: dictionary.size, id: column.id };
  const codes = encodeCodes(column.codes, dictionary.size, meta);
  const sections = [...codes.sections, ...encodeTexts(dictionary, meta)];
  meta.sections = sections.map((section) => section.byteLength);
  return { encoding: codes.encoding, meta, sections };
}

function encodeCodes(codes: Uint32Array, size: number, meta: SegmentMeta): { encoding: 'codes' | 'sequential'; sections: Uint8Array[] } {
  const width = widthFor(size - 1);
  const mostExceptions = Math.floor((codes.length * width * 0.75) / bytesPerException);
  const exceptions = countExceptions(codes, mostExceptions);
  if (exceptions > mostExceptions) {
    meta.width = width;
    return { encoding: 'codes', sections: [bytesOf(narrowCodes(codes, size, width))] };
  }
  const rows = new Uint32Array(exceptions);
  const theirs = new Uint32Array(exceptions);
  let next = 1;
  let at = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code === next) {
      next++;
      continue;
    }
    if (code >= size) throw unknownCode(code, size);
    rows[at] = row;
    theirs[at++] = code;
  }
  if (next > size) throw unknownCode(next - 1, size);
  return { encoding: 'sequential', sections: [bytesOf(rows), bytesOf(theirs)] };
}

/** Rows that do not bring the next new code; stops counting once there are more than `most`. */
function countExceptions(codes: Uint32Array, most: number): number {
  let next = 1;
  let exceptions = 0;
  for (let row = 0; row < codes.length && exceptions <= most; row++) {
    if (codes[row] === next) next++;
    else exceptions++;
  }
  return exceptions;
}

function narrowCodes(codes: Uint32Array, size: number, width: number): Unsigned {
  const packed = width === 4 ? codes : unsignedArray(width, codes.length);
  let top = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code > top) top = code;
    packed[row] = code;
  }
  if (top >= size) throw unknownCode(top, size);
  return packed;
}

function unknownCode(code: number, size: number): ParleyError {
  return new ParleyError('E_COLUMN', `Expected codes below ${size} in a text column, but one is ${code}. Nothing was written.`);
}

function encodeTexts({ size, offsets, bytes }: ByteTextDictionary, meta: SegmentMeta): Uint8Array[] {
  const end = offsets[size]!;
  if (end > bytes.byteLength) throw new ParleyError('E_COLUMN', 'Expected the offsets of a text column to end within its bytes.');
  const texts = bytes.subarray(0, end);
  let longest = 0;
  let shortest = 0xffff_ffff;
  for (let code = 1; code < size; code++) {
    const length = offsets[code + 1]! - offsets[code]!;
    if (length > longest) longest = length;
    if (length < shortest) shortest = length;
  }
  if (shortest >= longest) {
    meta.textBytes = longest;
    const equal = packEqualTexts(texts, longest);
    if (!equal) return [texts];
    meta.equal = equal.shape;
    return [equal.packed];
  }
  meta.lengthWidth = widthFor(longest);
  const lengths = unsignedArray(meta.lengthWidth, size - 1);
  for (let code = 1; code < size; code++) lengths[code - 1] = offsets[code + 1]! - offsets[code]!;
  return [bytesOf(lengths), texts];
}

/** Texts in memory become UTF-8 bytes. */
function toBytes({ dictionary }: TextColumn): ByteTextDictionary {
  const offsets = new Uint32Array(dictionary.size + 1);
  let total = 0;
  for (let code = 0; code < dictionary.size; code++) {
    const text = dictionary.at(code);
    if (!text.isWellFormed())
      throw new ParleyError('E_COLUMN', 'Expected well-formed Unicode in a text column, but a text holds half a character.');
    total += Buffer.byteLength(text);
    if (total > 0xffff_ffff)
      throw new ParleyError('E_TOO_LARGE', 'The distinct texts of one column exceed 4 GB. Leave that column out of the import.');
    offsets[code + 1] = total;
  }
  const bytes = Buffer.allocUnsafeSlow(total);
  for (let code = 0; code < dictionary.size; code++) bytes.write(dictionary.at(code), offsets[code]!);
  return byteTextDictionary(bytes, offsets);
}
