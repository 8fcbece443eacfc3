import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDate,
  formatDays,
  formatFraction,
  formatHours,
  formatInterval,
  formatMoment,
  formatMoneyShort,
  formatMoneyTotal,
  formatMonth,
  formatMonthShort,
  formatPercent,
  formatPoints,
  plural,
  tooFewText,
} from '#figures/formats.ts';
import { bucketName, wordsOf } from '#figures/words.ts';

describe('numbers in words that a reader takes in at a glance', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1204, '1,204'],
    [1234567, '1,234,567'],
    [-1204, '−1,204'],
  ])('counts %s as %s', (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [null, 'not measurable'],
    [0, '0%'],
    [0.0004, '<0.1%'],
    [0.064, '6.4%'],
    [0.05, '5%'],
    [0.0996, '10%'],
    [0.314, '31%'],
    [0.9951, '99.5%'],
    [0.9999, '>99.9%'],
    [1, '100%'],
  ])('shows the probability %s as %s', (probability, text) => expect(formatPercent(probability)).toBe(text));

  it('never shows a probability between 0 and 1 as 0% or 100%', () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: 1 - 2 ** -53, noNaN: true }), (probability) => {
        expect(['0%', '100%']).not.toContain(formatPercent(probability));
      }),
    );
  });

  it('shows intervals, fractions and differences', () => {
    expect(formatInterval(0.0524, 0.3604)).toBe('5.2–36%');
    expect(formatInterval(null, 0.4)).toBe('');
    expect(formatFraction(123, 4000)).toBe('123 of 4,000');
    expect(formatPoints(0.0514)).toBe('+5.1 pts');
    expect(formatPoints(-0.124)).toBe('−12 pts');
    expect(formatPoints(0.0001)).toBe('±0 pts');
  });

  it.each([
    [null, 'longer than observed'],
    [0, '0 min'],
    [1 / 120, 'under 1 min'],
    [5 / 60, '5 min'],
    [3.24, '3.2 h'],
    [47.9, '47.9 h'],
    [48, '2 days'],
    [2400, '100 days'],
  ])('shows %s hours as %s', (hours, text) => expect(formatHours(hours)).toBe(text));

  it('shows days in the singular where it is one', () => {
    expect(formatDays(1)).toBe('1 day');
    expect(formatDays(18.14)).toBe('18.1 days');
    expect(formatDays(null, 'not reached')).toBe('not reached');
  });
});

describe('money', () => {
  it.each([
    ['87.4', 'USD', '$87'],
    ['9999.49', 'EUR', '€9,999'],
    ['410200', 'EUR', '€410k'],
    ['999499.99', 'USD', '$999k'],
    ['999500', 'USD', '$1.00m'],
    ['1236480.00', 'USD', '$1.24m'],
    ['24100000', 'GBP', '£24.1m'],
    ['999500000', 'CHF', 'CHF 1.00bn'],
    ['-5200', 'USD', '−$5,200'],
  ])('shortens %s %s to %s', (amount, currency, text) => expect(formatMoneyShort(amount, currency)).toBe(text));

  it('names other currencies beside a total, never adds them', () => {
    expect(formatMoneyTotal({ amount: '1200000', currency: 'USD', otherCurrencies: [{ amount: '300000', currency: 'EUR' }] })).toBe(
      '$1.20m + €300k',
    );
  });
});

describe('dates and words', () => {
  it('shows days, moments and months', () => {
    expect(formatDate('2026-06-30T22:00:00Z')).toBe('30 Jun 2026');
    expect(formatMoment('2026-06-30T14:05:00Z')).toBe('30 Jun 2026, 14:05 UTC');
    expect(formatMoment('2026-06-30')).toBe('30 Jun 2026');
    expect(formatMonth('2026-09')).toBe('Sep 2026');
    expect(['2025-12', '2026-01'].map(formatMonthShort)).toEqual(['Dec', 'Jan 26']);
  });

  it('counts in words', () => {
    expect(plural(1, 'lead')).toBe('1 lead');
    expect(plural(2, 'opportunity', 'opportunities')).toBe('2 opportunities');
    expect(tooFewText(22)).toBe('too few (22)');
  });

  it('reads codes as words and leaves words alone', () => {
    expect(wordsOf('wrongCompanySize')).toBe('Wrong company size');
    expect(wordsOf('notIcp')).toBe('Not ICP');
    expect(wordsOf('Wrong Persona')).toBe('Wrong Persona');
    expect(wordsOf('')).toBe('No reason code');
    expect(bucketName('≤30 min')).toBe('within 30 min');
    expect(bucketName('never')).toBe('none logged');
  });
});
