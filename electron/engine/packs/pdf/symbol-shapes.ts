/** A closed outline of straight edges, `x,y` in 1/1000 em from the baseline, clockwise outside, counter-clockwise for holes. */
export type Outline = [x: number, y: number][];

export interface SymbolShape {
  /** Advance width in 1/1000 em. */
  advance: number;
  outlines: Outline[];
}

const bar = (x0: number, y0: number, x1: number, y1: number): Outline => [
  [x0, y0],
  [x0, y1],
  [x1, y1],
  [x1, y0],
];

const chevronLeft: Outline = [
  [70, 400],
  [70, 460],
  [530, 660],
  [530, 580],
  [175, 430],
  [530, 280],
  [530, 200],
];
const mirror = (outline: Outline, width: number): Outline => outline.map(([x, y]): [number, number] => [width - x, y]).reverse();
const chevronRight = mirror(chevronLeft, 600);

const arrowRight: Outline = [
  [60, 325],
  [60, 395],
  [640, 395],
  [450, 585],
  [500, 635],
  [775, 360],
  [500, 85],
  [450, 135],
  [640, 325],
];

const tick: Outline = [
  [60, 330],
  [115, 385],
  [270, 215],
  [620, 640],
  [680, 590],
  [275, 105],
];

const cross: Outline = [
  [90, 590],
  [145, 645],
  [335, 445],
  [525, 645],
  [580, 590],
  [385, 390],
  [580, 190],
  [525, 135],
  [335, 335],
  [145, 135],
  [90, 190],
  [285, 390],
];

/** Signs that people write in rules and notes and that the bundled text fonts lack. */
export const symbolShapes: ReadonlyMap<number, SymbolShape> = new Map<number, SymbolShape>([
  [0x2264, { advance: 600, outlines: [chevronLeft, bar(70, 60, 530, 130)] }],
  [0x2265, { advance: 600, outlines: [chevronRight, bar(70, 60, 530, 130)] }],
  [
    0x2260,
    {
      advance: 620,
      outlines: [
        bar(70, 460, 550, 530),
        bar(70, 250, 550, 320),
        [
          [170, 120],
          [385, 660],
          [450, 660],
          [235, 120],
        ],
      ],
    },
  ],
  [0x2192, { advance: 835, outlines: [arrowRight] }],
  [0x2190, { advance: 835, outlines: [mirror(arrowRight, 835)] }],
  [0x2713, { advance: 740, outlines: [tick] }],
  [0x2714, { advance: 740, outlines: [tick] }],
  [0x2717, { advance: 670, outlines: [cross] }],
  [0x2610, { advance: 760, outlines: [bar(90, 60, 670, 640), bar(150, 120, 610, 580).reverse()] }],
]);

/** Stands for any sign without a shape of its own: an open box. */
export const missingShape: SymbolShape = { advance: 640, outlines: [bar(80, 0, 560, 700), bar(135, 55, 505, 645).reverse()] };

/** Takes no room: joiners, variation selectors, direction marks. */
export const invisibleShape: SymbolShape = { advance: 0, outlines: [] };

/** Whether Unicode calls the sign default-ignorable, so that it is never drawn as a box. */
export function isInvisible(codePoint: number): boolean {
  return /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(codePoint));
}
