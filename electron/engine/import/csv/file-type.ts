const signatures: [name: string, bytes: number[]][] = [
  ['a gzip archive (.gz)', [0x1f, 0x8b]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['an old Excel or Word file (.xls, .doc)', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['a bzip2 archive', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59]],
  ['an xz archive', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['a Zstandard archive', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['an Arrow file', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  ['an SQLite database', [...new TextEncoder().encode('SQLite format 3\0')]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
];

/** What a file is that is plainly no CSV, by its first bytes; undefined otherwise. */
export function foreignFileType(head: Uint8Array): string | undefined {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return zipContent(head);
  const known = signatures.find(([, bytes]) => startsWith(head, bytes));
  if (known !== undefined) return known[0];
  const text = new TextDecoder('latin1').decode(head.subarray(0, 1024)).replace(/^(\u00ef\u00bb\u00bf)?\s*/, '');
  if (/^(<!--.*?-->\s*)*<(!doctype html|html|head|body|table)\b/is.test(text)) return 'an HTML page';
  if (/^<\?xml\b/i.test(text)) return 'an XML file';
  if (/^(\[\s*)?\{\s*("|\})/.test(text)) return 'a JSON file';
  return undefined;
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}

function zipContent(head: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 4096));
  if (text.includes('xl/') || text.includes('[Content_Types].xml')) return 'an Excel workbook (.xlsx)';
  if (text.includes('application/vnd.oasis.opendocument')) return 'an OpenDocument file';
  return 'a .zip archive';
}
