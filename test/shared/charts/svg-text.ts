/** SVG as one tag a line with coordinates to a tenth of a px: what a reviewer can read in a snapshot. */
export function normalisedSvg(svg: string): string {
  return svg
    .replace(/ class="visx-[^"]*"/g, '')
    .replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10))
    .replace(/></g, '>\n<');
}

export interface PlacedText {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
}

const entity: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Where the texts of a chart stand, transforms added up. Widths by `widthOf`. */
export function placedTexts(svg: string, widthOf: (text: string, size: number, bold: boolean) => number): PlacedText[] {
  const shifts: [number, number][] = [[0, 0]];
  const texts: PlacedText[] = [];
  for (const [, closing, name, attributes, , text] of svg.matchAll(/<(\/?)(\w+)([^>]*?)(\/?)>([^<]*)/g)) {
    if (name === 'g') {
      if (closing) shifts.pop();
      else {
        const [dx = 0, dy = 0] = (/translate\(([^)]*)\)/.exec(attributes!)?.[1] ?? '0').split(/[\s,]+/).map(Number);
        const [x, y] = shifts.at(-1)!;
        shifts.push([x + dx, y + dy]);
      }
    }
    if (name !== 'text' || closing) continue;
    const value = (key: string) => new RegExp(` ${key}="([^"]*)"`).exec(attributes!)?.[1] ?? '';
    const size = Number(value('font-size'));
    const shown = text!.replace(/&(\w+);/g, (all, key) => entity[key] ?? all);
    const width = widthOf(shown, size, Number(value('font-weight')) >= 600);
    const [dx, dy] = shifts.at(-1)!;
    const anchor = value('text-anchor');
    const left = dx + Number(value('x')) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
    texts.push({ text: shown, left, right: left + width, baseline: dy + Number(value('y')), size });
  }
  return texts;
}
