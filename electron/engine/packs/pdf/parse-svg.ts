import { ParleyError } from '#domain/errors.ts';

export interface SvgNode {
  name: string;
  attributes: Record<string, string>;
  children: SvgNode[];
  /** Text of a `text` element. */
  text: string;
}

const allowed = new Set(['svg', 'g', 'rect', 'line', 'path', 'circle', 'text', 'tspan', 'title', 'desc']);
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name] ?? all;
  });
}

const token = /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z][\w:-]*="[^"]*")*)\s*(\/?)>|([^<]+)/gy;
const attribute = /([a-zA-Z][\w:-]*)="([^"]*)"/g;

/**
 * Reads SVG as React writes it: no comments, no declarations, quoted attributes.
 * @throws ParleyError E_SVG for anything outside the drawing elements that packs can print.
 */
export function parseSvg(svg: string): SvgNode {
  const top: SvgNode = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  token.lastIndex = 0;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const match = token.exec(svg);
    if (!match) throw unreadable(`markup at character ${at}`);
    const [, closing, name, attributes, selfClosing, text] = match;
    const parent = open.at(-1)!;
    if (text !== undefined) {
      parent.text += unescapeXml(text);
      continue;
    }
    if (closing) {
      if (parent.name !== name || open.length === 1) throw unreadable(`a closing ${name}`);
      open.pop();
      continue;
    }
    if (!allowed.has(name!)) throw unreadable(`the element ${name}`);
    const node: SvgNode = { name: name!, attributes: {}, children: [], text: '' };
    for (const [, key, value] of attributes!.matchAll(attribute)) node.attributes[key!] = unescapeXml(value!);
    parent.children.push(node);
    if (!selfClosing) open.push(node);
  }
  const root = top.children[0];
  if (open.length > 1 || root?.name !== 'svg') throw unreadable('an unfinished drawing');
  return root;
}

function unreadable(what: string): ParleyError {
  return new ParleyError('E_SVG', `Expected a chart of ${[...allowed].join(', ')} elements, got ${what}.`);
}

/** Width and height of a drawing, from its attributes. */
export function svgSize(root: SvgNode): { width: number; height: number } {
  const width = Number(root.attributes.width);
  const height = Number(root.attributes.height);
  if (!(width > 0 && height > 0)) throw unreadable('a drawing without width and height');
  return { width, height };
}
