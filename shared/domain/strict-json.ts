import { ParleyError } from './errors.ts';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export interface StrictJsonLimits {
  /** Deepest nesting of objects and arrays; default 64. */
  maxDepth?: number;
  /** Longest text in UTF-16 units; default 16,777,216. */
  maxLength?: number;
}

/**
 * Reads JSON (RFC 8259) and refuses what two readers could understand differently.
 * @param text the whole document; decode bytes with a decoder that keeps the byte-order mark, so that it is seen here.
 * @param limits depth and size caps, checked before memory is spent.
 * @returns plain objects (a key `__proto__` is plain data), arrays, texts, numbers, booleans, null; -0 is read as 0.
 * @throws ParleyError E_JSON with `data: {line, column}`, counted from 1 (columns in UTF-16 units), for bad syntax, a byte-order mark,
 *   anything after the value, duplicate keys, lone surrogates, numbers outside double range, whole numbers past ±(2^53 − 1), and
 *   documents over the limits.
 */
export function parseStrictJson(text: string, limits: StrictJsonLimits = {}): JsonValue {
  const maxDepth = limits.maxDepth ?? 64;
  const maxLength = limits.maxLength ?? 16_777_216;
  if (text.length > maxLength) throw jsonError(1, 1, `at most ${maxLength} characters`, `${text.length} characters`);
  let at = 0;

  const fail = (expected: string, found = foundAt(text, at), place = at): never => {
    const { line, column } = positionOf(text, place);
    throw jsonError(line, column, expected, found);
  };
  const skipSpace = () => {
    for (;;) {
      const c = text.charCodeAt(at);
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return;
      at++;
    }
  };
  const readValue = (depth: number): JsonValue => {
    switch (text[at]) {
      case '{':
        return depth < maxDepth ? readObject(depth + 1) : fail(`nesting of at most ${maxDepth} levels`, 'deeper nesting');
      case '[':
        return depth < maxDepth ? readArray(depth + 1) : fail(`nesting of at most ${maxDepth} levels`, 'deeper nesting');
      case '"':
        return readText();
      case 't':
        return readWord('true', true);
      case 'f':
        return readWord('false', false);
      case 'n':
        return readWord('null', null);
      default:
        return readNumber();
    }
  };
  const readWord = <T>(word: string, value: T): T => {
    if (!text.startsWith(word, at)) fail('a JSON value');
    at += word.length;
    return value;
  };
  const readNumber = (): number => {
    numberPattern.lastIndex = at;
    const literal = numberPattern.exec(text)?.[0] ?? fail('a JSON value');
    const value = Number(literal);
    if (!Number.isFinite(value)) fail('a number within double range', 'a larger one');
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) fail('a whole number within ±9007199254740991', 'a larger one');
    at += literal.length;
    return value === 0 ? 0 : value;
  };
  const readText = (): string => {
    const start = at++;
    let read = '';
    let runStart = at;
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === 0x22) break;
      if (Number.isNaN(c)) fail('a closing quote for the text that starts here', 'the end', start);
      if (c < 0x20) fail('an escaped control character');
      if (c === 0x5c) {
        read += text.slice(runStart, at) + readEscape();
        runStart = at;
      } else at++;
    }
    read += text.slice(runStart, at);
    at++;
    return read.isWellFormed() ? read : fail('well-formed Unicode', 'a lone surrogate in the text that starts here', start);
  };
  const readEscape = (): string => {
    const letter = text[at + 1] ?? '';
    if (letter === 'u') {
      hexPattern.lastIndex = at + 2;
      const hex = hexPattern.exec(text)?.[0] ?? fail('four hexadecimal digits after \\u');
      at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const read = escapes.get(letter) ?? fail('one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u');
    at += 2;
    return read;
  };
  const readArray = (depth: number): JsonValue[] => {
    const items: JsonValue[] = [];
    at++;
    skipSpace();
    if (text[at] === ']') {
      at++;
      return items;
    }
    for (;;) {
      skipSpace();
      items.push(readValue(depth));
      skipSpace();
      if (text[at] === ']') break;
      if (text[at] !== ',') fail('a comma or ]');
      at++;
    }
    at++;
    return items;
  };
  const readObject = (depth: number): { [key: string]: JsonValue } => {
    const object: { [key: string]: JsonValue } = {};
    at++;
    skipSpace();
    if (text[at] === '}') {
      at++;
      return object;
    }
    for (;;) {
      skipSpace();
      if (text[at] !== '"') fail('a key in double quotes');
      const keyStart = at;
      const key = readText();
      if (Object.hasOwn(object, key)) fail('every key once in an object', 'a key for the second time', keyStart);
      skipSpace();
      if (text[at] !== ':') fail('a colon after the key');
      at++;
      skipSpace();
      const value = readValue(depth);
      if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
      else object[key] = value;
      skipSpace();
      if (text[at] === '}') break;
      if (text[at] !== ',') fail('a comma or }');
      at++;
    }
    at++;
    return object;
  };

  skipSpace();
  const value = readValue(0);
  skipSpace();
  if (at < text.length) fail('nothing after the value');
  return value;
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const hexPattern = /[0-9A-Fa-f]{4}/y;
const escapes = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function positionOf(text: string, place: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < place; next = text.indexOf('\n', lineStart)) {
    line++;
    lineStart = next + 1;
  }
  return { line, column: place - lineStart + 1 };
}

/** Names the character found; letters and digits are not repeated, since they may be someone's data. */
function foundAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  if (point === undefined) return 'the end';
  if (point === 0xfeff) return 'a byte-order mark';
  const character = String.fromCodePoint(point);
  if (/^[!-~]$/.test(character)) return /[A-Za-z0-9]/.test(character) ? 'a letter or digit' : character;
  return `the character U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

function jsonError(line: number, column: number, expected: string, found: string): ParleyError {
  return new ParleyError('E_JSON', `Line ${line}, column ${column}: expected ${expected}, got ${found}.`, { data: { line, column } });
}
