import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { salesforceId } from '#engine/sample/parts/salesforce-id.ts';

/** The check characters as Salesforce documents them: bit i of a group of five says whether its i-th character is upper case. */
function checkCharacters(id: string): string {
  return [0, 5, 10]
    .map((start) => {
      const upper = [...id.slice(start, start + 5)].map((character) => (character >= 'A' && character <= 'Z' ? 1 : 0));
      return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[upper.reduce<number>((sum, bit, index) => sum + (bit << index), 0)];
    })
    .join('');
}

describe('salesforceId', () => {
  it('gives ids of 18 characters whose last three check the others', () => {
    expect(salesforceId('00Q', 1)).toBe('00Q5f0000000001EAA');
    expect(salesforceId('005', 10)).toBe('0055f000000000AAAQ');
    fc.assert(
      fc.property(fc.nat(), (index) => {
        const id = salesforceId('006', index);
        expect(id).toHaveLength(18);
        expect(id.slice(15)).toBe(checkCharacters(id.slice(0, 15)));
      }),
    );
  });

  it('gives another id for another number', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (a, b) => (salesforceId('00Q', a) === salesforceId('00Q', b)) === (a === b)));
  });
});
