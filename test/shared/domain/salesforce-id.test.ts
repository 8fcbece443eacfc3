import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { salesforceIdKey } from '#domain/salesforce-id.ts';

describe('the key of an id', () => {
  it.each([
    ['00Q000000000001EAA', '00Q000000000001'],
    ['00Q000000000001', '00Q000000000001'],
    ['00500000000000AAAQ', '00500000000000A'],
    ['0014600001TvgfWAAR', '0014600001TvgfW'],
    ['00546000001l1cJAAQ', '00546000001l1cJ'],
    ['', ''],
    ['4563', '4563'],
    ['dac32acd4db4c29c230538b72f8dd87d', 'dac32acd4db4c29c230538b72f8dd87d'],
  ])('%j is %j', (id, key) => {
    expect(salesforceIdKey(id)).toBe(key);
  });

  it('keeps ids of 18 characters apart that are no Salesforce ids', () => {
    expect(salesforceIdKey('258420000002623761')).toBe('258420000002623761');
    expect(salesforceIdKey('00Q000000000001EAB')).toBe('00Q000000000001EAB');
    expect(salesforceIdKey('00Q00000000000-EAA')).toBe('00Q00000000000-EAA');
  });

  it('tells ids apart that differ in case alone, in either form', () => {
    const letter = fc.constantFrom(...'abcXYZ019');
    const suffix = (id: string) =>
      [0, 5, 10]
        .map(
          (start) =>
            'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[
              [...id.slice(start, start + 5)].reduce((bits, one, place) => bits | (/[A-Z]/.test(one) ? 1 << place : 0), 0)
            ],
        )
        .join('');
    fc.assert(
      fc.property(fc.array(letter, { minLength: 15, maxLength: 15 }), (letters) => {
        const id = letters.join('');
        expect(salesforceIdKey(id + suffix(id))).toBe(id);
      }),
    );
  });
});
