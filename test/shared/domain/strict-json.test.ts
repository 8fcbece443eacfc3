import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParleyError } from '#domain/errors.ts';
import { parseStrictJson } from '#domain/strict-json.ts';

const refusal = (text: string, limits?: Parameters<typeof parseStrictJson>[1]): ParleyError => {
  try {
    parseStrictJson(text, limits);
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('parseStrictJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t', '\r\n'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        let strict: unknown;
        try {
          strict = parseStrictJson(text, { maxDepth: 1000 });
        } catch (error) {
          expect((error as Error).message).toMatch(/whole number/);
          return;
        }
        expect(strict).toEqual(JSON.parse(text.replace(/(?<![\d"])-0(?![\d.eE])/g, '0')));
      }),
    );
  });

  it('never accepts a text that JSON.parse refuses', () => {
    const scraps = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'u', '0', '1', '-', '.', 'e', ' ', 'true', 'null', '"a"', '\n'),
    );
    fc.assert(
      fc.property(scraps, (parts) => {
        const text = parts.join('');
        try {
          parseStrictJson(text);
        } catch (error) {
          expect((error as ParleyError).code).toBe('E_JSON');
          return;
        }
        JSON.parse(text);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['a duplicate key', '{"a":1,\n "a":2}', 2, 2],
    ['a duplicate key written otherwise', '{"a":1,"\\u0061":2}', 1, 8],
    ['a duplicate __proto__', '{"__proto__":1,"__proto__":2}', 1, 16],
    ['a byte-order mark', '\ufeff{}', 1, 1],
    ['trailing junk', '{} x', 1, 4],
    ['two values', '1 2', 1, 3],
    ['nothing', '', 1, 1],
    ['only space', ' \n\t', 2, 2],
    ['a trailing comma', '[1,]', 1, 4],
    ['a trailing comma in an object', '{"a":1,}', 1, 8],
    ['a bare key', '{a:1}', 1, 2],
    ['single quotes', "['a']", 1, 2],
    ['a comment', '/* */1', 1, 1],
    ['NaN', 'NaN', 1, 1],
    ['a plus sign', '+1', 1, 1],
    ['a leading zero', '01', 1, 2],
    ['a bare point', '.5', 1, 1],
    ['a missing fraction', '1.', 1, 2],
    ['2^53', '[9007199254740992]', 1, 2],
    ['a whole number written with an exponent', '1e16', 1, 1],
    ['a number past double range', '1e400', 1, 1],
    ['a raw control character', '"a\nb"', 1, 3],
    ['an unknown escape', '"\\x41"', 1, 2],
    ['a short unicode escape', '"\\u12"', 1, 2],
    ['a lone surrogate', '["\ud800"]', 1, 2],
    ['a lone surrogate escape', '"\\udc00"', 1, 1],
    ['an unclosed text', '{"a":\n"b', 2, 1],
    ['an unclosed object', '{"a":1', 1, 7],
    ['a no-break space', '\u00a01', 1, 1],
    ['a NUL', '1\0', 1, 2],
  ])('refuses %s', (_, text, line, column) => {
    const error = refusal(text);
    expect([error.code, error.data]).toEqual(['E_JSON', { line, column }]);
    expect(error.message).toMatch(/^Line \d+, column \d+: expected .+, got .+\.$/);
  });

  it('keeps __proto__ as data without touching prototypes', () => {
    const value = parseStrictJson('{"__proto__":{"polluted":true},"constructor":1,"toString":2}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(value.polluted).toBeUndefined();
  });

  it('stops at the depth cap and takes what stays under it', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parseStrictJson(nested(64))).not.toThrow();
    expect(refusal(nested(65)).data).toEqual({ line: 1, column: 65 });
    expect(refusal(nested(10_000)).message).toContain('64 levels');
    expect(refusal('{"a":'.repeat(100_000)).code).toBe('E_JSON');
  });

  it('stops at the size cap before reading', () => {
    expect(refusal('[1,2,3]', { maxLength: 6 }).message).toContain('at most 6 characters');
    expect(parseStrictJson('[1,2,3]', { maxLength: 7 })).toEqual([1, 2, 3]);
  });

  it('repeats no data in its messages', () => {
    expect(refusal('{"email": jane.doe@example.com}').message).not.toMatch(/jane|doe|j\b/);
  });

  it('reads -0 as 0 and takes surrogate pairs, raw or escaped', () => {
    expect(Object.is(parseStrictJson('-0'), 0)).toBe(true);
    expect(Object.is(parseStrictJson('-0.0e5'), 0)).toBe(true);
    expect(parseStrictJson('["😀","\\ud83d\\ude00","\\/\\b"]')).toEqual(['😀', '😀', '/\b']);
    expect(parseStrictJson('-9007199254740991')).toBe(-9007199254740991);
  });
});
