const spellings = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((text) => [text, 1] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, 0] as const),
]);

/** 0 false, 1 true, 2 blank, 3 for any other spelling. */
export function readBoolean(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 2;
  const first = bytes[start]! | 32;
  switch (end - start) {
    case 1:
      if (first === 49) return 1;
      if (first === 48) return 0;
      break;
    case 4:
      if (first === 116 && (bytes[start + 1]! | 32) === 114 && (bytes[start + 2]! | 32) === 117 && (bytes[start + 3]! | 32) === 101)
        return 1;
      break;
    case 5:
      if (
        first === 102 &&
        (bytes[start + 1]! | 32) === 97 &&
        (bytes[start + 2]! | 32) === 108 &&
        (bytes[start + 3]! | 32) === 115 &&
        (bytes[start + 4]! | 32) === 101
      )
        return 0;
      break;
  }
  let text = '';
  for (let p = start; p < end && text.length < 8; p++) text += String.fromCharCode(bytes[p]!);
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return 2;
  return spellings.get(trimmed) ?? 3;
}
