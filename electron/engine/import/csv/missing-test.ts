const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

export type MissingTest = (bytes: Uint8Array, start: number, end: number) => boolean;

/** Tells whether a field spells "no value"; undefined where no spelling does. Spellings are lower-cased and trimmed. */
export function missingTest(spellings: readonly string[] | undefined): MissingTest | undefined {
  if (spellings === undefined || spellings.length === 0) return undefined;
  const known = new Set(spellings);
  const plain = spellings.filter((spelling) => /^[\x21-\x7e ]*$/.test(spelling)).map((spelling) => encoder.encode(spelling));
  if (plain.length < spellings.length)
    return (bytes, start, end) => known.has(decoder.decode(bytes.subarray(start, end)).trim().toLowerCase());
  return (bytes, start, end) => {
    while (start < end && bytes[start]! <= 32) start++;
    while (start < end && bytes[end - 1]! <= 32) end--;
    for (const spelling of plain) if (end - start === spelling.length && equalIgnoringCase(bytes, start, spelling)) return true;
    return false;
  };
}

function equalIgnoringCase(bytes: Uint8Array, start: number, lower: Uint8Array): boolean {
  for (let i = 0; i < lower.length; i++) {
    const byte = bytes[start + i]!;
    if ((byte >= 65 && byte <= 90 ? byte | 32 : byte) !== lower[i]) return false;
  }
  return true;
}
