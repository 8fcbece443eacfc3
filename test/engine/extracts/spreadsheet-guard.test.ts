import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardCell, unguardCell } from '#engine/extracts/export/spreadsheet-guard.ts';

const attacks = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u00a0=1',
  '＝1',
  'a\n=1',
  ';=1',
  '"=1',
  'x;=1',
  '\u200b=1',
  '−1+2',
  'a\r\n @x',
];

describe('cells that a spreadsheet could run', () => {
  it.each(attacks)('%j is guarded wherever a cell or line of it starts', (text) => {
    const guarded = guardCell(text);
    expect(guarded).not.toBe(text);
    for (const start of guarded.split(/[\n\r\t;|]/)) expect(start).not.toMatch(/^[\s\u00a0\u200b"]*[=+\-@＝−]/u);
    expect(unguardCell(guarded)).toBe(text);
  });

  it.each(['-5', '-1234.56', 'Smith, -5', 'a=b', 'x-y', 'o’Neill', "'quoted'", '', 'plain'])('%j stays as it is', (text) => {
    expect(guardCell(text)).toBe(text);
  });

  it('comes back exactly, whatever the text', () => {
    const sign = fc.constantFrom('=', '+', '-', '@', "'", '"', ' ', '\n', '\r', '\t', ';', '|', ',', 'a', '1', '＝', '\u00a0');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
        const text = signs.join('');
        expect(unguardCell(guardCell(text))).toBe(text);
      }),
      { numRuns: 20_000 },
    );
  });
});
