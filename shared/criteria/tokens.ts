import { isCivilDate } from '#domain/civil-date.ts';
import { criteriaError, type Position } from './criteria-error.ts';
import type { Literal } from './tree.ts';
import { numberLiteral } from './tree.ts';

/** `word` is a keyword or name without a dot; `path` a dotted field name in parts; `end` stands after the last token. */
export type Token = { position: Position; text: string } & (
  | { kind: 'word'; lower: string }
  | { kind: 'path'; parts: string[] }
  | { kind: 'literal'; literal: Literal }
  | { kind: 'symbol' }
  | { kind: 'picklist'; name: string }
  | { kind: 'end' }
);

const space = /(?:[\s\ufeff]|--[^\n\r]*)*/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const time = /(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?Z)?/y;
const number = /-?\d+(?:\.\d+)?/y;
const text = /"((?:[^"\\]|\\["\\])*)"/y;
const symbol = /!=|<=|>=|[=<>(),]/y;
const afterNumber = /[\p{L}\p{N}_.:]|-(?!-)/uy;

/**
 * Splits a rule's text into tokens.
 * @throws ParleyError E_CRITERIA at the first character that starts no token, naming line and column.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const lines = lineStarts(source);
  let at = 0;
  const match = (pattern: RegExp, from: number): RegExpExecArray | null => {
    pattern.lastIndex = from;
    return pattern.exec(source);
  };
  for (;;) {
    at += match(space, at)![0].length;
    const position = positionIn(lines, at);
    if (at >= source.length) {
      tokens.push({ kind: 'end', text: 'the end of the rule', position });
      return tokens;
    }
    const token = readToken(source, at, position, match);
    tokens.push(token);
    at += token.text.length;
  }
}

type Matcher = (pattern: RegExp, from: number) => RegExpExecArray | null;

function readToken(source: string, at: number, position: Position, match: Matcher): Token {
  const char = source[at]!;
  if (char === '"') return readText(source, at, position, match);
  if (char === '@') return readPicklist(source, at, position, match);
  const found = match(symbol, at);
  if (found) return { kind: 'symbol', text: found[0], position };
  if (/[-\d]/.test(char)) return readNumberOrTime(source, at, position, match);
  const word = match(name, at);
  if (word) return readName(source, at, word[0], position, match);
  const whole = String.fromCodePoint(source.codePointAt(at)!);
  throw criteriaError(
    `found ${JSON.stringify(whole)}, expected a field, a value or a keyword`,
    position,
    whole,
    'a field, a value or a keyword',
  );
}

function readText(source: string, at: number, position: Position, match: Matcher): Token {
  const found = match(text, at);
  if (found) return { kind: 'literal', text: found[0], position, literal: { kind: 'text', value: withoutEscapes(found[1]!) } };
  const badEscape = /"(?:[^"\\]|\\["\\])*\\(?!["\\])/y;
  badEscape.lastIndex = at;
  const expected = badEscape.exec(source) ? '\\" or \\\\ after a backslash' : 'a closing "';
  throw criteriaError(`this text in quotes does not end well: expected ${expected}`, position, source.slice(at, at + 20), expected);
}

function readPicklist(source: string, at: number, position: Position, match: Matcher): Token {
  const word = match(name, at + 1);
  if (word) return { kind: 'picklist', text: `@${word[0]}`, position, name: word[0] };
  throw criteriaError(
    'found @, expected the name of a picklist right after it',
    position,
    source.slice(at, at + 2),
    'a picklist such as @name',
  );
}

function readNumberOrTime(source: string, at: number, position: Position, match: Matcher): Token {
  const moment = match(time, at);
  const found = moment ?? match(number, at);
  const expected = 'a number like 65 or 0.5, a date like 2026-03-31 or a time like 2026-03-31T09:00:00Z';
  const rest = () => /^\S{1,30}/.exec(source.slice(at))![0];
  if (!found || match(afterNumber, at + found[0].length))
    throw criteriaError(`found ${rest()}, expected ${expected}`, position, rest(), expected);
  if (!moment) return { kind: 'literal', text: found[0], position, literal: numberLiteral(found[0]) };
  const literal = readMoment(moment);
  if (literal === undefined)
    throw criteriaError(`${rest()} does not exist in the calendar; expected ${expected}`, position, rest(), expected);
  return { kind: 'literal', text: moment[0], position, literal };
}

function readMoment(moment: RegExpExecArray): Literal | undefined {
  const [year, month, day] = [Number(moment[1]), Number(moment[2]), Number(moment[3])];
  if (!isCivilDate(year, month, day)) return undefined;
  if (moment[4] === undefined) return { kind: 'date', year, month, day };
  if (Number(moment[4]) > 23 || Number(moment[5]) > 59 || Number(moment[6]) > 59) return undefined;
  const milliseconds = (moment[7] ?? '').padEnd(3, '0');
  const ms = Date.parse(`${moment[1]}-${moment[2]}-${moment[3]}T${moment[4]}:${moment[5]}:${moment[6]}.${milliseconds}Z`);
  return { kind: 'time', ms };
}

function readName(source: string, at: number, first: string, position: Position, match: Matcher): Token {
  const parts = [first];
  let end = at + first.length;
  while (source[end] === '.') {
    const quoted = match(text, end + 1);
    const word = quoted ?? match(name, end + 1);
    if (!word) {
      const found = source.slice(at, end + 1);
      throw criteriaError(`found ${found}, expected a field name after the dot`, position, found, 'a field name');
    }
    parts.push(quoted ? withoutEscapes(quoted[1]!) : word[0]);
    end += 1 + word[0].length;
  }
  const whole = source.slice(at, end);
  if (parts.length > 1) return { kind: 'path', text: whole, position, parts };
  return { kind: 'word', text: whole, position, lower: whole.toLowerCase() };
}

function withoutEscapes(escaped: string): string {
  return escaped.replace(/\\(["\\])/g, '$1');
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (const found of source.matchAll(/\r\n|\n|\r/g)) starts.push(found.index + found[0].length);
  return starts;
}

function positionIn(starts: number[], at: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - starts[low]! + 1 };
}
