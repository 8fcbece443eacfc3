import type { NumberLiteral } from '../tree.ts';

/** How one database writes what SQL leaves open. Columns come as `alias.column`, names quoted. */
export interface SqlDialect {
  /** Where this database compares otherwise than Parley. */
  notes: string[];
  /** What stands before a named subquery that is to be made once. */
  materialized: string;
  /** The text of a column as rules compare it: without case, trimmed. `column` is the bare column name. */
  folded(alias: string, column: string): string;
  /** A literal to hold against folded text. */
  foldedText(text: string): string;
  /** The part after the last `@` of a folded text. */
  domain(folded: string): string;
  contains(text: string, part: string): string;
  startsWith(text: string, part: string): string;
  endsWith(text: string, part: string, partLength: number): string;
  /** A money column as a number in whole currency. */
  money(column: string): string;
  number(literal: NumberLiteral): string;
  /** An instant as a literal of the type of time columns. */
  time(ms: number): string;
  /** Milliseconds from one time column to another. */
  elapsedMs(from: string, to: string): string;
  /** Whether a time lies in [start − before, start) or [start, start + after); `lengthMs` is decimal text. */
  inWindow(time: string, anchor: string, direction: 'before' | 'after', lengthMs: string): string;
  /** The least of an id column by the order of its bytes. */
  least(column: string): string;
}
