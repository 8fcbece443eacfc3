// Advance widths of Inter from U+0020 to U+007E, in 1/1000 em with tabular digits, read from the bundled latin files.
const regular = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 648, 648, 648, 648, 648, 648, 648, 648, 648, 648, 288,
  302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744,
  690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612,
  612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
];
const semibold = [
  252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 647, 647, 647, 647, 647, 647, 647, 647, 647, 647, 319,
  329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922, 759, 769, 645, 773, 652, 650, 660, 736,
  728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624, 591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624,
  624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455, 359, 455, 673,
];
const otherwise = 640;

/** Width of a text in px, near enough to place labels without a browser; other scripts count as an average letter. */
export function textWidth(text: string, sizePx: number, bold = false): number {
  const widths = bold ? semibold : regular;
  let sum = 0;
  for (const sign of text) sum += widths[sign.codePointAt(0)! - 32] ?? otherwise;
  return (sum * sizePx) / 1000;
}

/** The text, or as much of it as fits into `width` px with an ellipsis. */
export function fitText(text: string, width: number, sizePx: number, bold = false): string {
  if (textWidth(text, sizePx, bold) <= width) return text;
  const signs = [...text];
  while (signs.length > 1 && textWidth(`${signs.join('')}…`, sizePx, bold) > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}
