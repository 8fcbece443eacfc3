import canonicalize from 'canonicalize';
import { ParleyError } from './errors.ts';

const maxDepth = 1000;

/**
 * The canonical JSON text of a value (RFC 8785): sorted keys, no spaces, shortest numbers; equal values give equal text.
 * @param value plain objects, arrays, well-formed texts, finite numbers, booleans and null, without circles.
 * @throws ParleyError E_CANONICAL_JSON, with the JSON pointer of the place, for undefined (also as a property or a hole in an array),
 *   NaN, infinities, BigInt, functions, symbols, lone surrogates, circles, nesting deeper than 1,000 levels and objects of a class
 *   (Date, Map, typed arrays).
 * @remarks -0 becomes 0. Whole numbers past 2^53 − 1 are written, but `parseStrictJson` refuses them: carry such values as text.
 * @source RFC 8785 (2020), section 3.2.
 */
export function canonicalJson(value: unknown): string {
  refuseUncanonical(value, '', new Set());
  return canonicalize(value)!;
}

function refuseUncanonical(value: unknown, pointer: string, above: Set<object>): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw refusal(pointer, 'a text with a lone surrogate');
    return;
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refusal(pointer, String(value));
    return;
  }
  if (typeof value !== 'object') throw refusal(pointer, typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`);
  if (above.has(value)) throw refusal(pointer, 'an object that contains itself');
  if (above.size >= maxDepth) throw refusal(pointer, `nesting deeper than ${maxDepth} levels`);
  if ('toJSON' in value && typeof value.toJSON === 'function') throw refusal(pointer, 'an object with toJSON');
  above.add(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) refuseUncanonical(value[index], `${pointer}/${index}`, above);
  } else {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) throw refusal(pointer, 'an object of a class');
    for (const key of Object.keys(value)) {
      const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!key.isWellFormed()) throw refusal(pointer, 'a key with a lone surrogate');
      refuseUncanonical((value as Record<string, unknown>)[key], place, above);
    }
  }
  above.delete(value);
}

function refusal(pointer: string, what: string): ParleyError {
  return new ParleyError('E_CANONICAL_JSON', `Expected a value that JSON can hold at ${pointer || 'the top'}, got ${what}.`, {
    path: pointer,
  });
}
