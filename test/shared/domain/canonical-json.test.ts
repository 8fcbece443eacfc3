import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#domain/canonical-json.ts';
import { parseStrictJson } from '#domain/strict-json.ts';

const circle: unknown[] = [];
circle.push({ again: circle });

describe('canonicalJson', () => {
  it('gives the text of RFC 8785, section 3.2.3', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 units, as RFC 8785 section 3.2.3 shows', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const sorted = Object.keys(JSON.parse(canonicalJson(Object.fromEntries(keys.map((k) => [k, 0])))));
    expect(sorted.filter((k) => k !== '1')).toEqual(['\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
    expect(canonicalJson({ b: 1, a: { d: -0, c: [] } })).toBe('{"a":{"c":[],"d":0},"b":1}');
  });

  it.each([
    ['NaN', { a: [Number.NaN] }, '/a/0'],
    ['Infinity', Number.POSITIVE_INFINITY, ''],
    ['an undefined property', { a: undefined }, '/a'],
    ['a hole', Array(1), '/0'],
    ['BigInt', { 'x/y~z': 1n }, '/x~1y~0z'],
    ['a function', [() => 0], '/0'],
    ['a symbol', [Symbol.iterator], '/0'],
    ['a lone surrogate', ['\ud800'], '/0'],
    ['a lone surrogate as key', { '\udc00': 1 }, ''],
    ['a circle', circle, '/0/again'],
    ['a Date', { at: new Date(0) }, '/at'],
    ['a Map', new Map(), ''],
    ['a typed array', new Float64Array(1), ''],
    ['toJSON', { toJSON: () => 1 }, ''],
    ['an array with toJSON', Object.assign([1], { toJSON: () => 1 }), ''],
  ])('refuses %s', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'E_CANONICAL_JSON', path }));
  });

  it('refuses nesting that would exhaust the stack', () => {
    let deep: unknown = 0;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow(expect.objectContaining({ code: 'E_CANONICAL_JSON' }));
    let allowed: unknown = 0;
    for (let i = 0; i < 1000; i++) allowed = [allowed];
    expect(canonicalJson(allowed)).toHaveLength(2001);
  });

  it('allows the same object twice where it is no circle', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });

  it('does not depend on the order of keys, and the strict reader gives the value back', () => {
    const json = fc.jsonValue({ noUnicodeString: false }).filter((v) => !/\d{16}/.test(JSON.stringify(v)) && !hasUnsafe(v));
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(canonicalJson(parseStrictJson(text))).toBe(text);
      }),
    );
  });
});

function hasUnsafe(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnsafe);
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const turned: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value).reverse())
    Object.defineProperty(turned, key, { value: reversed(inner), enumerable: true, writable: true, configurable: true });
  return turned;
}
