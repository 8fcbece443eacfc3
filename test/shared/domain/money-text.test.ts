import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMinor, parseMinor, rescaleMinor, sumMinor } from '#domain/money-text.ts';

describe('money text', () => {
  it.each([
    [123_456, 2, '1234.56'],
    [-5, 2, '-0.05'],
    [0, 2, '0.00'],
    [-0, 2, '0.00'],
    [7, 0, '7'],
    [1, 6, '0.000001'],
    [9_007_199_254_740_991, 2, '90071992547409.91'],
    [123_456_789_012_345_678_901n, 2, '1234567890123456789.01'],
    [-1n, 3, '-0.001'],
  ])('writes %s at scale %d as %s', (amount, scale, text) => {
    expect(formatMinor(amount, scale)).toBe(text);
    expect(parseMinor(text, scale)).toBe(BigInt(amount));
  });

  it('reads shorter fractions and zeros past the scale', () => {
    expect(parseMinor('12', 2)).toBe(1200n);
    expect(parseMinor('-0.5', 2)).toBe(-50n);
    expect(parseMinor('1.5000', 2)).toBe(150n);
    expect(parseMinor('007.10', 1)).toBe(71n);
  });

  it.each(['', ' 1', '1 ', '+1', '1,5', '1.', '.5', '1e3', '--1', '１', '1.2.3', 'NaN', '0x10', '1_000'])('refuses %j', (text) => {
    expect(() => parseMinor(text, 2)).toThrow(expect.objectContaining({ code: 'E_MONEY' }));
  });

  it.each([Number.NaN, 0.5, 2 ** 53, Number.NEGATIVE_INFINITY])('refuses to write %d', (amount) => {
    expect(() => formatMinor(amount, 2)).toThrow(expect.objectContaining({ code: 'E_MONEY' }));
  });

  it('refuses digits that a scale would lose, and scales that make no sense', () => {
    expect(() => parseMinor('1.005', 2)).toThrow(expect.objectContaining({ code: 'E_MONEY' }));
    expect(() => rescaleMinor(1005n, 3, 2)).toThrow(expect.objectContaining({ code: 'E_MONEY' }));
    expect(() => formatMinor(1, 13)).toThrow(expect.objectContaining({ code: 'E_MONEY' }));
    expect(() => formatMinor(1, 1.5)).toThrow(expect.objectContaining({ code: 'E_MONEY' }));
    expect(rescaleMinor(1000n, 3, 2)).toBe(100n);
    expect(rescaleMinor(-7n, 0, 2)).toBe(-700n);
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 0, max: 12 }), (amount, scale) => {
        expect(parseMinor(formatMinor(amount, scale), scale)).toBe(amount);
      }),
    );
  });

  it('sums exactly beyond 2^53 and in any order', () => {
    const amounts = fc.array(fc.oneof(fc.maxSafeInteger(), fc.constant(Number.MAX_SAFE_INTEGER), fc.constant(Number.NaN)));
    fc.assert(
      fc.property(amounts, (values) => {
        const truth = values.filter((v) => !Number.isNaN(v)).reduce((sum, v) => sum + BigInt(v), 0n);
        expect(sumMinor(Float64Array.from(values))).toBe(truth);
        expect(sumMinor([...values].reverse())).toBe(truth);
      }),
    );
    expect(sumMinor([])).toBe(0n);
    expect(() => sumMinor([1, 0.5])).toThrow(expect.objectContaining({ code: 'E_MONEY' }));
  });
});
