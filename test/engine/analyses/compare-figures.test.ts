import { describe, expect, it } from 'vitest';
import { compareFigures } from './compare-figures.ts';

const expected = {
  rate: 0.25,
  medianHours: 3,
  amount: '12.30',
  bands: [
    { low: 0, high: 10, count: 0 },
    { low: 10, high: 20, count: 4 },
  ],
  groups: [{ by: 'team', value: null, count: 2 }],
};
const agreeing = {
  rate: 0.25 + 1e-15,
  medianHours: 3.0005,
  amount: { amount: '12.30', currency: 'USD' },
  bands: [{ low: 10, high: 20, count: 4 }],
  groups: [
    { by: 'team', value: 'A', count: 9 },
    { by: 'team', value: null, count: 2 },
  ],
};

describe('compareFigures', () => {
  it('finds nothing where everything agrees', () => {
    expect(compareFigures('x', expected, agreeing)).toEqual({ checked: 9, differences: [] });
  });

  it.each([
    ['a rate off in the eleventh place', { rate: 0.25 + 1e-11 }],
    ['an hour off by more than a thousandth', { medianHours: 3.002 }],
    ['another amount', { amount: { amount: '12.31', currency: 'USD' } }],
    ['another currency', { amount: { amount: '12.30', currency: 'EUR' } }],
    ['a band that is missing', { bands: [] }],
    ['a group that is missing', { groups: [{ by: 'team', value: 'A', count: 2 }] }],
    ['null for a number', { rate: null }],
    ['no list', { groups: undefined }],
  ])('finds %s', (_, change) => {
    expect(compareFigures('x', expected, { ...agreeing, ...change }).differences.length).toBeGreaterThan(0);
  });
});
