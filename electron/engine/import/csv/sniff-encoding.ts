import { ParleyError } from '#domain/errors.ts';
import type { Encoding } from '#domain/mapping.ts';
import { invalidUtf8At } from './check-utf8.ts';

export interface SniffedEncoding {
  value: Encoding;
  /** False where the bytes allow several readings and someone has to choose. */
  certain: boolean;
  alternatives: Encoding[];
  bom: boolean;
  /** Offset of the first byte that cannot be UTF-8, where that is why the encoding is asked. */
  notUtf8At?: number;
}

/**
 * The encoding of a file by its first bytes.
 * @param whole whether `head` is the whole file.
 * @throws ParleyError E_ENCODING for UTF-32, EBCDIC and malformed UTF-8 forms (overlong, CESU-8); E_NUL for NUL bytes.
 */
export function sniffEncoding(head: Uint8Array, whole: boolean): SniffedEncoding {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  const utf16Mark = starts(0xff, 0xfe) || starts(0xfe, 0xff);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff) || looksUtf32(utf16Mark ? head.subarray(2) : head)) throw refused('UTF-32');
  if (starts(0xef, 0xbb, 0xbf)) return certainly('utf-8', true);
  if (starts(0xff, 0xfe)) return certainly('utf-16le', true);
  if (starts(0xfe, 0xff)) return certainly('utf-16be', true);
  const utf16 = looksUtf16(head);
  if (utf16 !== undefined) return { value: utf16, certain: false, alternatives: ['utf-16le', 'utf-16be'], bom: false };
  const nul = head.indexOf(0);
  if (nul >= 0) {
    throw new ParleyError(
      'E_NUL',
      `A NUL byte stands at offset ${nul}; a text file has none. The file may be damaged or no CSV file: export it again as CSV.`,
      {
        data: { byteOffset: nul },
      },
    );
  }
  if (looksEbcdic(head)) throw refused('EBCDIC');
  const to = whole ? head.length : lastWholeCharacter(head);
  const bad = invalidUtf8At(head, 0, to);
  if (bad < 0) return certainly('utf-8', false);
  if (isMalformedForm(head, bad)) {
    throw new ParleyError(
      'E_ENCODING',
      `The bytes at offset ${bad} are a forbidden form of UTF-8 (overlong or half a surrogate pair). Export the file again as UTF-8.`,
      { data: { byteOffset: bad } },
    );
  }
  return { value: 'windows-1252', certain: false, alternatives: ['windows-1252', 'iso-8859-1'], bom: false, notUtf8At: bad };
}

function certainly(value: Encoding, bom: boolean): SniffedEncoding {
  return { value, certain: true, alternatives: [value], bom };
}

function refused(encoding: string): ParleyError {
  return new ParleyError('E_ENCODING', `The file is ${encoding}, which is not read. Export it as UTF-8.`, { data: { encoding } });
}

function nulsByPlace(head: Uint8Array, width: number): number[] {
  const counts = new Array<number>(width).fill(0);
  const length = Math.min(head.length, 4096) - (Math.min(head.length, 4096) % width);
  for (let p = 0; p < length; p++) if (head[p] === 0) counts[p % width]!++;
  return counts.map((count) => (length === 0 ? 0 : count / (length / width)));
}

function looksUtf32(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const [a, b, c, d] = nulsByPlace(head, 4) as [number, number, number, number];
  return (a > 0.9 && b > 0.9 && c > 0.9 && d < 0.1) || (a < 0.1 && b > 0.9 && c > 0.9 && d > 0.9);
}

function looksUtf16(head: Uint8Array): Encoding | undefined {
  if (head.length < 4) return undefined;
  const [even, odd] = nulsByPlace(head, 2) as [number, number];
  if (odd > 0.4 && even < 0.05) return 'utf-16le';
  if (even > 0.4 && odd < 0.05) return 'utf-16be';
  return undefined;
}

/** EBCDIC text has its letters, digits, blanks and commas where ASCII has almost nothing, and no line feed of ASCII. */
function looksEbcdic(head: Uint8Array): boolean {
  const sample = head.subarray(0, 4096);
  if (sample.length < 16 || sample.includes(10) || sample.includes(32)) return false;
  let typical = 0;
  for (const byte of sample) {
    const letter = (byte & 0x0f) >= 1 && (byte & 0x0f) <= 9 && byte >= 0x81 && byte <= 0xe9;
    if (letter || byte >= 0xf0 || byte === 0x40 || byte === 0x6b || byte === 0x15 || byte === 0x25) typical++;
  }
  return typical / sample.length > 0.85;
}

function isMalformedForm(bytes: Uint8Array, at: number): boolean {
  const continues = (offset: number) => (bytes[at + offset]! & 0xc0) === 0x80;
  const lead = bytes[at]!;
  if ((lead === 0xc0 || lead === 0xc1) && continues(1)) return true;
  if (lead === 0xe0 && bytes[at + 1]! < 0xa0 && continues(1) && continues(2)) return true;
  return lead === 0xed && bytes[at + 1]! >= 0xa0 && continues(1) && continues(2);
}

function lastWholeCharacter(head: Uint8Array): number {
  let p = head.length;
  while (p > head.length - 4 && p > 0 && (head[p - 1]! & 0xc0) === 0x80) p--;
  return p > 0 && head[p - 1]! >= 0xc0 ? p - 1 : head.length;
}
