import { inflateSync } from 'node:zlib';
import { ParleyError } from '#domain/errors.ts';

const maxAttachmentBytes = 64 * 1024 * 1024;

function notPack(what: string): ParleyError {
  return new ParleyError(
    'E_NOT_PACK',
    `Expected a PDF as Parley wrote it, got ${what}. Verify the original file, not a copy saved by another program.`,
  );
}

/** Byte offsets of a PDF's objects, from its cross-reference table. */
function objectOffsets(text: string): number[] {
  const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-200));
  if (!text.startsWith('%PDF-') || !start) throw notPack('no end of a PDF');
  const table = text.slice(Number(start[1]), Number(start[1]) + 64);
  const head = /^xref\n0 (\d+)\n/.exec(table);
  if (!head) throw notPack('no cross-reference table');
  const count = Number(head[1]);
  const from = Number(start[1]) + head[0].length;
  if (from + count * 20 > text.length) throw notPack('a cut cross-reference table');
  return Array.from({ length: count }, (_, index) => Number(text.slice(from + index * 20, from + index * 20 + 10)));
}

/**
 * The bytes of a file embedded in a PDF that Parley wrote.
 * @throws ParleyError E_NOT_PACK for other files, for damage and for packs without that attachment.
 */
export function readPdfAttachment(pdf: Uint8Array, name: string): Uint8Array {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const offsets = objectOffsets(text);
  const object = (number: number): { body: string; at: number } => {
    const at = offsets[number];
    const opening = `${number} 0 obj\n`;
    if (at === undefined || !text.startsWith(opening, at)) throw notPack(`a damaged object ${number}`);
    return { body: text.slice(at + opening.length, at + opening.length + 65_536), at: at + opening.length };
  };
  const reference = (body: string, pattern: RegExp, what: string) => {
    const match = pattern.exec(body.slice(0, Math.max(0, body.indexOf('endobj'))));
    if (!match) throw notPack(`no ${what}`);
    return object(Number(match[1]));
  };
  const trailer = /\/Root (\d+) 0 R/.exec(text.slice(text.lastIndexOf('trailer')));
  if (!trailer) throw notPack('no trailer');
  const names = reference(object(Number(trailer[1])).body, /\/Names (\d+) 0 R/, 'list of names');
  const file = reference(names.body, new RegExp(`\\(${name.replaceAll('.', '\\.')}\\) (\\d+) 0 R`), `attachment ${name}`);
  const stream = reference(file.body, /\/EF <<\s*\/F (\d+) 0 R/, 'embedded file');
  const opened = stream.body.indexOf('stream\n');
  const length = /\/Length (\d+)/.exec(stream.body.slice(0, Math.max(0, opened)));
  if (opened < 0 || !length) throw notPack('an embedded file without its data');
  const from = stream.at + opened + 'stream\n'.length;
  try {
    return inflateSync(pdf.subarray(from, from + Number(length[1])), { maxOutputLength: maxAttachmentBytes });
  } catch {
    throw notPack(`a damaged attachment ${name}`);
  }
}
