import { criteriaError, type Position } from './criteria-error.ts';
import { type Token, tokenize } from './tokens.ts';
import {
  type Anchor,
  type CompareOperator,
  compareOperators,
  type FieldRef,
  type Literal,
  type MatchMode,
  type NumberLiteral,
  type Predicate,
  type RelatedName,
  type Rule,
  relatedNames,
  type Unit,
  type Window,
} from './tree.ts';

/** A rule and where each of its fields, values and predicates stands in the text it was read from. */
export interface ParsedCriteria {
  rule: Rule;
  positions: ReadonlyMap<object, Position>;
}

/** Parentheses, `not` and `where` may nest this deep. */
export const maxDepth = 100;
/** Longest text of a rule, in UTF-16 units. */
export const maxLength = 200_000;

/**
 * Reads a rule's text; the grammar stands in the README.
 * @param source at most 200,000 characters; parentheses, `not` and `where` nested at most 100 deep.
 * @returns the tree, and positions by node for the messages of `checkCriteria`.
 * @throws ParleyError E_CRITERIA with line, column, found and expected in `data`.
 */
export function parseCriteria(source: string): ParsedCriteria {
  if (source.length > maxLength)
    throw criteriaError(
      `expected a rule of at most ${maxLength} characters, found ${source.length}`,
      { line: 1, column: 1 },
      `${source.length} characters`,
      `at most ${maxLength} characters`,
    );
  const reader = new Reader(tokenize(source));
  const rule = reader.rule();
  reader.end();
  return { rule, positions: reader.positions };
}

class Reader {
  readonly positions = new Map<object, Position>();
  private readonly tokens: Token[];
  private at = 0;
  private depth = 0;

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  rule(): Rule {
    return this.junction('or', () => this.junction('and', () => this.factor()));
  }

  end(): void {
    if (this.token.kind !== 'end') this.fail('and, or or the end of the rule');
  }

  private junction(kind: 'and' | 'or', part: () => Rule): Rule {
    const parts = [part()];
    while (this.take(kind)) parts.push(part());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  private factor(): Rule {
    if (this.take('not')) return this.nested(() => ({ kind: 'not', part: this.factor() }));
    if (this.takeSymbol('(')) return this.parenthesised();
    return this.predicate();
  }

  private parenthesised(): Rule {
    const rule = this.nested(() => this.rule());
    if (!this.takeSymbol(')')) this.fail('and, or or )');
    return rule;
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > maxDepth)
      throw criteriaError(`expected a rule nested at most ${maxDepth} deep`, this.token.position, this.token.text, 'fewer parentheses');
    const result = read();
    this.depth--;
    return result;
  }

  private predicate(): Predicate {
    const { position } = this.token;
    const predicate = this.readPredicate();
    this.positions.set(predicate, position);
    return predicate;
  }

  private readPredicate(): Predicate {
    if (this.take('exists')) {
      const related = this.related();
      const where = this.where();
      return { kind: 'exists', related, where, window: this.window() };
    }
    if (this.take('count')) {
      const related = this.related();
      const where = this.where();
      const operator = this.operator();
      const value = this.number();
      return { kind: 'count', related, where, operator, value, window: this.window() };
    }
    if (this.token.kind === 'path') return this.fieldPredicate(this.field());
    const unit = this.unitIfAny();
    if (unit === undefined) return this.failStart();
    this.expect('from');
    const from = this.field();
    this.expect('to');
    const to = this.field();
    const operator = this.operator();
    return { kind: 'duration', unit, from, to, operator, value: this.number() };
  }

  private fieldPredicate(field: FieldRef): Predicate {
    const operator = this.operatorIfAny();
    if (operator !== undefined) return { kind: 'compare', field, operator, value: this.value() };
    if (this.take('is')) {
      const negated = this.take('not');
      const state = this.take('empty') ? 'empty' : this.take('filled') ? 'filled' : undefined;
      return { kind: 'is', field, negated, state: state ?? this.fail(negated ? 'empty or filled' : 'not, empty or filled') };
    }
    if (this.peek('within')) return { kind: 'within', field, window: this.window()! };
    const negated = this.take('not');
    if (this.take('in')) return this.membership(field, negated);
    if (this.take('between')) {
      const low = this.value();
      this.expect('and');
      return { kind: 'between', field, negated, low, high: this.value() };
    }
    const mode = this.matchMode();
    if (mode === undefined)
      return this.fail(
        negated
          ? 'in, between, contains, starts with or ends with'
          : 'a comparison (=, !=, <, <=, >, >=, in, between, contains, starts with, ends with, is, within or not)',
      );
    if (this.take('any')) this.expect('of');
    const values = this.peekSymbol('(') ? this.list() : [this.value()];
    return { kind: 'match', field, negated, mode, values };
  }

  private membership(field: FieldRef, negated: boolean): Predicate {
    const { token } = this;
    if (token.kind === 'picklist') {
      this.at++;
      return { kind: 'inPicklist', field, negated, picklist: token.name };
    }
    if (!this.peekSymbol('(')) this.fail('a list such as ("US", "CA") or a picklist such as @name');
    return { kind: 'in', field, negated, values: this.list() };
  }

  private matchMode(): MatchMode | undefined {
    if (this.take('contains')) return 'contains';
    for (const word of ['starts', 'ends'] as const) {
      if (this.take(word)) {
        this.expect('with');
        return `${word} with`;
      }
    }
    return undefined;
  }

  private where(): Rule | null {
    if (!this.take('where')) return null;
    if (this.takeSymbol('(')) return this.parenthesised();
    const next = this.tokens[this.at + 1];
    if (this.peek('not') && next?.kind === 'word' && next.lower === 'exists') return this.factor();
    if (this.peek('not')) this.fail('( before a rule that begins with not');
    return this.nested(() => this.predicate());
  }

  private window(): Window | null {
    if (!this.take('within')) return null;
    const amount = this.number();
    const unit = this.unitIfAny() ?? this.fail('minutes, hours, days or business hours');
    const direction = this.take('before') ? 'before' : this.take('after') ? 'after' : this.fail('before or after');
    return { amount, unit, direction, anchor: this.anchor() };
  }

  private anchor(): Anchor {
    if (!this.take('as')) return this.field('a field such as handoff.qualifiedAt, or as of');
    this.expect('of');
    return 'as of';
  }

  private unitIfAny(): Unit | undefined {
    if (this.take('business')) {
      if (!this.take('hours') && !this.take('hour')) this.fail('hours');
      return 'business hours';
    }
    for (const unit of ['minutes', 'hours', 'days'] as const) {
      if (this.take(unit) || this.take(unit.slice(0, -1))) return unit;
    }
    return undefined;
  }

  private related(): RelatedName {
    const { token } = this;
    const name = token.kind === 'word' ? relatedNames.find((related) => related.toLowerCase() === token.lower) : undefined;
    if (name === undefined) return this.fail(`one of ${relatedNames.join(', ')}`);
    this.at++;
    return name;
  }

  private field(expected = 'a field such as lead.score'): FieldRef {
    const { token } = this;
    if (token.kind !== 'path') return this.fail(expected);
    const [object, second, third] = token.parts as [string, string, string?];
    const custom = third !== undefined;
    if (token.parts.length > 3 || (custom && second !== 'custom')) this.fail('a field such as lead.score or lead.custom.budget');
    this.at++;
    const field = { object, name: third ?? second, custom };
    this.positions.set(field, token.position);
    return field;
  }

  private list(): Literal[] {
    this.expectSymbol('(');
    const values = [this.value()];
    while (this.takeSymbol(',')) values.push(this.value());
    if (!this.takeSymbol(')')) this.fail('a comma or )');
    return values;
  }

  private value(): Literal {
    const { token } = this;
    const literal: Literal | undefined =
      token.kind === 'literal'
        ? token.literal
        : this.peek('true') || this.peek('false')
          ? { kind: 'boolean', value: this.peek('true') }
          : undefined;
    if (literal === undefined) return this.fail('a value: "text" in quotes, a number, true, false, a date or a time');
    this.at++;
    this.positions.set(literal, token.position);
    return literal;
  }

  private number(): NumberLiteral {
    const { token } = this;
    if (token.kind !== 'literal' || token.literal.kind !== 'number') return this.fail('a number');
    this.at++;
    this.positions.set(token.literal, token.position);
    return token.literal;
  }

  private operator(): CompareOperator {
    return this.operatorIfAny() ?? this.fail('=, !=, <, <=, > or >=');
  }

  private operatorIfAny(): CompareOperator | undefined {
    const { token } = this;
    const operator = token.kind === 'symbol' ? compareOperators.find((known) => known === token.text) : undefined;
    if (operator !== undefined) this.at++;
    return operator;
  }

  private get token(): Token {
    return this.tokens[this.at]!;
  }

  private peek(word: string): boolean {
    return this.token.kind === 'word' && this.token.lower === word;
  }

  private take(word: string): boolean {
    const found = this.peek(word);
    if (found) this.at++;
    return found;
  }

  private expect(word: string): void {
    if (!this.take(word)) this.fail(word);
  }

  private peekSymbol(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  private takeSymbol(symbol: string): boolean {
    const found = this.peekSymbol(symbol);
    if (found) this.at++;
    return found;
  }

  private expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.fail(symbol);
  }

  private failStart(): never {
    const expected = 'a field such as lead.score, a duration such as hours from … to …, exists, count, not or (';
    return this.fail(expected);
  }

  private fail(expected: string): never {
    const { token } = this;
    throw criteriaError(`found ${token.text}, expected ${expected}`, token.position, token.text, expected);
  }
}
