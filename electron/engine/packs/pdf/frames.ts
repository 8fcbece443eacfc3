import { palette, type } from './palette.ts';
import type { Sheets } from './sheets.ts';
import { breakLines, type TextStyle, textWidth } from './text-layout.ts';

/** Room around the body of a page, in points. */
export const frameInsets = { side: 46, top: 66, bottom: 62 };

interface FramePlan {
  shortTitle: string;
  footer: string;
}

function clipped(text: string, style: TextStyle, width: number, lines: number): string[] {
  const broken = breakLines([{ text, style }], width).map((line) => line.spans.map((span) => span.text).join(''));
  if (broken.length <= lines) return broken;
  const kept = broken.slice(0, lines);
  kept[lines - 1] = `${kept[lines - 1]!.slice(0, -2)} …`;
  return kept;
}

/** Writes head and foot on every page, as decoration: section, title, coordinates, page n of N. */
export function drawFrames(sheets: Sheets, plan: FramePlan, pageSections: readonly string[]): void {
  const { side } = frameInsets;
  const right = sheets.width - side;
  const total = pageSections.length;
  const footer = clipped(plan.footer, type.footer, right - side - 70, 2);
  pageSections.forEach((section, index) => {
    sheets.pdf.switchToPage(index);
    sheets.artifact(() => {
      sheets.text(section, type.kicker, side, 44);
      sheets.text(plan.shortTitle, type.footer, right - textWidth(plan.shortTitle, type.footer), 44);
      sheets.rule(side, 51, right, palette.rule);
      const foot = sheets.height - 38;
      sheets.rule(side, foot - 10, right, palette.rule);
      for (const [at, line] of footer.entries()) sheets.text(line, type.footer, side, foot + 1 + at * 9.4);
      const page = `${index + 1} of ${total}`;
      sheets.text(page, type.footer, right - textWidth(page, type.footer), foot + 1);
    }, 'Pagination');
  });
}
