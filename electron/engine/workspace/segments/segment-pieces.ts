/**
 * Longer sections are cut: SQLite copies each BLOB it is given, and beyond some megabytes that copy is memory the system must map anew,
 * which made writing half as slow again. It also stays far below SQLite's limit of 10^9 bytes a BLOB.
 */
const pieceBytes = 4 * 1024 * 1024;

/** Every section has at least one piece, so that an empty one is stored too. */
export function cutIntoPieces(section: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start === 0 || start < section.byteLength; start += pieceBytes)
    pieces.push(section.subarray(start, start + pieceBytes));
  return pieces;
}

/** One piece is used where it lies, unless typed arrays could not stand there; several are put together. */
export function joinPieces(length: number, nextPiece: () => Uint8Array): Uint8Array {
  if (length <= pieceBytes) {
    const piece = nextPiece();
    return piece.byteOffset % 8 === 0 ? new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength) : new Uint8Array(piece);
  }
  const section = new Uint8Array(length);
  for (let start = 0; start < length; start += pieceBytes) section.set(nextPiece(), start);
  return section;
}
