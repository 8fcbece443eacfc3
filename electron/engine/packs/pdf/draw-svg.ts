import { ParleyError } from '#domain/errors.ts';
import type { Face } from './fonts.ts';
import { type SvgNode, svgSize } from './parse-svg.ts';
import type { Sheets } from './sheets.ts';
import { drawableText, textWidth } from './text-layout.ts';

type Inherited = Record<string, string>;
const inheritedNames = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'fill-opacity',
  'stroke-opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
];

/** Draws a parsed chart with its top left corner at `x`, `y` (points), scaled to `width`. Returns its height in points. */
export function drawSvg(sheets: Sheets, root: SvgNode, x: number, y: number, width: number): number {
  const size = svgSize(root);
  const factor = width / size.width;
  sheets.pdf.save();
  sheets.pdf.translate(x, y).scale(factor);
  drawChildren(sheets, root, inherit({ fill: '#000000', stroke: 'none', 'stroke-width': '1', 'font-size': '12' }, root));
  sheets.pdf.restore();
  return size.height * factor;
}

function inherit(from: Inherited, node: SvgNode): Inherited {
  const own: Inherited = { ...from };
  for (const name of inheritedNames) if (node.attributes[name] !== undefined) own[name] = node.attributes[name];
  return own;
}

function drawChildren(sheets: Sheets, node: SvgNode, style: Inherited): void {
  for (const child of node.children) drawNode(sheets, child, inherit(style, child));
}

function drawNode(sheets: Sheets, node: SvgNode, style: Inherited): void {
  const { pdf } = sheets;
  const number = (name: string) => Number(node.attributes[name] ?? 0);
  const transform = node.attributes.transform;
  if (transform !== undefined) {
    pdf.save();
    applyTransform(sheets, transform);
  }
  switch (node.name) {
    case 'g':
      drawChildren(sheets, node, style);
      break;
    case 'rect': {
      const radius = number('rx');
      if (!(number('width') > 0 && number('height') > 0)) break;
      paint(sheets, style, () =>
        radius > 0
          ? pdf.roundedRect(number('x'), number('y'), number('width'), number('height'), radius)
          : pdf.rect(number('x'), number('y'), number('width'), number('height')),
      );
      break;
    }
    case 'line':
      paint(sheets, { ...style, fill: 'none' }, () => pdf.moveTo(number('x1'), number('y1')).lineTo(number('x2'), number('y2')));
      break;
    case 'circle':
      if (number('r') > 0) paint(sheets, style, () => pdf.circle(number('cx'), number('cy'), number('r')));
      break;
    case 'path':
      if (node.attributes.d) paint(sheets, style, () => pdf.path(node.attributes.d!));
      break;
    case 'text':
      drawText(sheets, node, style);
      break;
    case 'title':
    case 'desc':
      break;
    default:
      throw new ParleyError('E_SVG', `Expected a drawing element inside a chart, got ${node.name}.`);
  }
  if (transform !== undefined) pdf.restore();
}

function applyTransform(sheets: Sheets, transform: string): void {
  for (const [, name, list] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const values = list!.split(/[\s,]+/).map(Number);
    const [a = 0, b = 0] = values;
    if (name === 'translate') sheets.pdf.translate(a, b);
    else if (name === 'rotate') {
      const angle = (a * Math.PI) / 180;
      sheets.pdf.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
    } else throw new ParleyError('E_SVG', `Expected translate or rotate inside a chart, got ${name}.`);
  }
}

function paint(sheets: Sheets, style: Inherited, shape: () => unknown): void {
  const { pdf } = sheets;
  const filled = style.fill !== 'none';
  const stroked = style.stroke !== 'none' && Number(style['stroke-width']) > 0;
  if (!filled && !stroked) return;
  pdf.save();
  if (filled) pdf.fillColor(style.fill!);
  if (stroked) {
    pdf.strokeColor(style.stroke!).lineWidth(Number(style['stroke-width']));
    if (style['stroke-linecap']) pdf.lineCap(style['stroke-linecap']);
    if (style['stroke-linejoin']) pdf.lineJoin(style['stroke-linejoin']);
    const dashes = style['stroke-dasharray'];
    if (dashes && dashes !== 'none') pdf.dash(dashes.split(/[\s,]+/).map(Number));
  }
  if (style['fill-opacity'] !== undefined) pdf.fillOpacity(Number(style['fill-opacity']));
  if (style['stroke-opacity'] !== undefined) pdf.strokeOpacity(Number(style['stroke-opacity']));
  shape();
  if (filled && stroked) pdf.fillAndStroke();
  else if (filled) pdf.fill();
  else pdf.stroke();
  pdf.restore();
}

function faceOf(style: Inherited): Face {
  if (style['font-family']?.includes('Mono')) return 'mono';
  return Number(style['font-weight'] ?? 400) >= 600 ? 'semibold' : 'regular';
}

function drawText(sheets: Sheets, node: SvgNode, style: Inherited): void {
  const parts: { text: string; style: Inherited }[] = node.text === '' ? [] : [{ text: node.text, style }];
  for (const child of node.children) if (child.name === 'tspan') parts.push({ text: child.text, style: inherit(style, child) });
  const drawn = parts.map((part) => ({
    text: drawableText(part.text).replaceAll('\n', ' ').replaceAll('\u00a0', ' '),
    style: { face: faceOf(part.style), size: Number(part.style['font-size']), color: part.style.fill! },
  }));
  const total = drawn.reduce((sum, part) => sum + textWidth(part.text, part.style), 0);
  const anchor = style['text-anchor'];
  let x = Number(node.attributes.x ?? 0) - (anchor === 'end' ? total : anchor === 'middle' ? total / 2 : 0);
  for (const part of drawn) x = sheets.text(part.text, part.style, x, Number(node.attributes.y ?? 0));
}
