import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderChart, renderStrip } from '#charts/render-svg.tsx';
import { spreadLabels } from '#charts/spread-labels.ts';
import { fitText, textWidth } from '#charts/text-width.ts';
import { darkTheme, lightTheme } from '#charts/tokens.ts';
import { emptyFigures, fullFigures, singleFigures } from './chart-figures.ts';
import { normalisedSvg, placedTexts } from './svg-text.ts';

const allowed = ['svg', 'g', 'rect', 'line', 'path', 'circle', 'text'];
const all = [
  ...fullFigures.map((figure) => ({ name: figure.kind, figure })),
  ...emptyFigures.map((figure) => ({ name: `${figure.kind} over nothing`, figure })),
  ...singleFigures.map((figure) => ({ name: `${figure.kind} over one record`, figure })),
];

describe.each(fullFigures.map((figure) => ({ name: figure.kind, figure })))('$name', ({ figure }) => {
  it('looks as it did', () => {
    expect(normalisedSvg(renderChart(figure, 700))).toMatchSnapshot();
  });

  it('has the same marks in the dark', () => {
    const marks = (svg: string) => svg.replace(/(fill|stroke)="#[0-9a-f]{6}"/g, '$1');
    expect(marks(renderChart(figure, 700, darkTheme))).toBe(marks(renderChart(figure, 700, lightTheme)));
  });
});

describe.each(all)('$name', ({ figure }) => {
  it('uses only elements that paper can draw, with numbers for places', () => {
    const svg = renderChart(figure, 700);
    const names = new Set([...svg.matchAll(/<(\w+)/g)].map((match) => match[1]));
    expect([...names].filter((name) => !allowed.includes(name!))).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it.each([560, 700, 1100])('keeps every word inside a width of %i px', (width) => {
    for (const text of placedTexts(renderChart(figure, width), textWidth)) {
      expect(text.left, text.text).toBeGreaterThanOrEqual(-1);
      expect(text.right, text.text).toBeLessThanOrEqual(width + 1);
    }
  });

  it('says what it shows to those who cannot see it', () => {
    expect(/aria-label="([^"]+)"/.exec(renderChart(figure, 700))?.[1]?.length).toBeGreaterThan(10);
  });
});

describe('labels', () => {
  it('notices a word outside the picture', () => {
    const svg = '<svg><g transform="translate(90, 0)"><text x="0" y="9" font-size="12" text-anchor="start">outside</text></g></svg>';
    expect(placedTexts(svg, textWidth)[0]!.right).toBeGreaterThan(100);
  });

  it('do not overlap each other in any full chart', () => {
    for (const figure of fullFigures) {
      const texts = placedTexts(renderChart(figure, 700), textWidth);
      for (const [index, a] of texts.entries()) {
        for (const b of texts.slice(index + 1)) {
          const apart =
            a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || Math.abs(a.baseline - b.baseline) >= Math.min(a.size, b.size) * 0.72;
          expect(apart, `${figure.kind}: “${a.text}” and “${b.text}”`).toBe(true);
        }
      }
    }
  });

  it('are spread within bounds, in order, as far apart as there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 6 }), (positions) => {
        const placed = spreadLabels(positions, 14, 0, 100);
        const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]! || a - b);
        for (let at = 1; at < order.length; at++) expect(placed[order[at]!]! - placed[order[at - 1]!]!).toBeGreaterThanOrEqual(14 - 1e-9);
        for (const place of placed) expect(place).toBeLessThanOrEqual(100);
        for (const place of placed) expect(place).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are cut with an ellipsis where they do not fit', () => {
    expect(fitText('short', 100, 12)).toBe('short');
    const cut = fitText('a very long reason that nobody will read to its end', 80, 12);
    expect(cut.endsWith('…')).toBe(true);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(80);
  });
});

describe('colours', () => {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high! + 0.05) / (low! + 0.05);
  };

  it.each([
    ['light', lightTheme],
    ['dark', darkTheme],
  ])('of text reach 4.5 on the %s surface and on their bars', (_, theme) => {
    for (const color of [theme.ink, theme.soft, theme.faint, theme.accent, theme.alarm])
      expect(contrast(color, theme.surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.onAccent, theme.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.ink, theme.open)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.ink, theme.lost)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('the strip of a scorecard row', () => {
  it('places value, interval and previous period on 0–100 %', () => {
    const svg = renderStrip({ value: 0.5, low: 0.4, high: 0.6, previous: 0, width: 110 });
    expect(svg).toContain('cx="55"');
    expect(svg).toContain('x1="45" y1="8" x2="65"');
    expect(svg).toContain('x1="5" y1="1" x2="5"');
  });
});
