const spellings = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((text) => [text, 1] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, 0] as const),
]);

/** 0 false, 1 true, 2 blank, 3 for any other spelling. */
export function readBoolean(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 2;
  const length = end - start;
  const first = bytes[start]! | 32;
  if (length === 1) {
    if (first === 49) return 1;
    if (first === 48) return 0;
  }
  if (
    length === 4 &&
    first === 116 &&
    (bytes[start + 1]! | 32) === 114 &&
    (bytes[start + 2]! | 32) === 117 &&
    (bytes[start + 3]! | 32) === 101
  )
    return 1;
  let text = '';
  for (let p = start; p < end && text.length < 8; p++) text += String.fromCharCode(bytes[p]!);
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return 2;
  return spellings.get(trimmed) ?? 3;
}
