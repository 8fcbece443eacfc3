import { createHash } from 'node:crypto';
import { ParleyError } from '#domain/errors.ts';

/** Stands in the Info dictionary while a document is written, and while its seal is computed. */
export const openSeal = '0'.repeat(64);

const sealObject = /(\d+ 0 obj\n\()([0-9a-f]{64})(\)\nendobj)/;

function locate(pdf: Uint8Array): { at: number; value: string } {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const match = sealObject.exec(text);
  if (!match) throw new ParleyError('E_NOT_PACK', 'Expected a sealed PDF as Parley wrote it, got one without a seal.');
  return { at: match.index + match[1]!.length, value: match[2]! };
}

function digest(pdf: Uint8Array, at: number): string {
  return createHash('sha256')
    .update(pdf.subarray(0, at))
    .update(openSeal)
    .update(pdf.subarray(at + openSeal.length))
    .digest('hex');
}

/** Writes the SHA-256 of the whole file, taken with 64 zeros in the seal's place, into that place. */
export function sealPdf(pdf: Uint8Array): Uint8Array {
  const { at } = locate(pdf);
  const sealed = new Uint8Array(pdf);
  sealed.set(Buffer.from(digest(pdf, at), 'latin1'), at);
  return sealed;
}

/**
 * Whether a file is byte for byte what was sealed. It notices damage and edits by other programs; whoever can run Parley can seal anew,
 * so that only recomputing the figures shows that they are right.
 */
export function checkSeal(pdf: Uint8Array): { ok: boolean; expected: string; actual: string } {
  const { at, value } = locate(pdf);
  const actual = digest(pdf, at);
  return { ok: value === actual, expected: value, actual };
}
