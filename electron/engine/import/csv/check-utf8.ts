import { isUtf8 } from 'node:buffer';

/** The first byte from `from` that begins or continues no well-formed UTF-8 character (overlong forms and surrogates are not), or -1. */
export function invalidUtf8At(bytes: Uint8Array, from: number, to: number): number {
  if (isUtf8(bytes.subarray(from, to))) return -1;
  let p = from;
  while (p < to) {
    const length = characterLength(bytes, p, to);
    if (length === 0) return p;
    p += length;
  }
  return -1;
}

function characterLength(bytes: Uint8Array, p: number, to: number): number {
  const lead = bytes[p]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) === 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || p + length > to) return 0;
  const second = bytes[p + 1]!;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if ((bytes[p + i]! & 0xc0) !== 0x80) return 0;
  return length;
}

/** Bounds of whole characters: those that start from `from` on, before `rangeEnd`. */
export function wholeCharacters(
  bytes: Uint8Array,
  from: number,
  rangeEnd: number,
  dataEnd: number,
  atStart: boolean,
): [from: number, to: number] {
  let first = from;
  if (!atStart) while (first < rangeEnd && (bytes[first]! & 0xc0) === 0x80) first++;
  if (first === rangeEnd) return [first, first];
  let to = rangeEnd;
  while (to < dataEnd && to < rangeEnd + 4 && (bytes[to]! & 0xc0) === 0x80) to++;
  return [first, to];
}
