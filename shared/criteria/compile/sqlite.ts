import { formatIsoUtcMs } from '#domain/iso-time.ts';
import type { CheckedCriteria } from '../check.ts';
import type { NumberLiteral } from '../tree.ts';
import type { CompiledRule, CompileOptions } from './compiled-rule.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { foldColumn, sqlIdentifier, sqlText } from './sql-names.ts';
import { sqlSelect } from './sql-select.ts';

/** SQLite over the exported tables: times as ISO-8601 UTC text with milliseconds, folded text in `<column>__fold`, money as decimal text. */
export const sqliteDialect: SqlDialect = {
  notes: [],
  materialized: 'materialized ',
  folded: (alias, column) => `${alias}.${sqlIdentifier(foldColumn(column))}`,
  foldedText: sqlText,
  domain: (folded) =>
    `case when instr(${folded}, '@') > 0 then trim(substr(${folded}, length(rtrim(${folded}, replace(${folded}, '@', ''))) + 1)) end`,
  contains: (text, part) => `instr(${text}, ${part}) > 0`,
  startsWith: (text, part) => `instr(${text}, ${part}) = 1`,
  endsWith: (text, part, length) => `substr(${text}, ${-length}) = ${part}`,
  money: (column) => `cast(${column} as real)`,
  number: sqliteNumber,
  time: (ms) => sqlText(isoOf(ms)),
  elapsedMs: (from, to) => `(${milliseconds(to)} - ${milliseconds(from)})`,
  inWindow: (time, anchor, direction, lengthMs) => {
    const [at, edge] = [milliseconds(time), milliseconds(anchor)];
    return direction === 'before'
      ? `(${at} >= ${edge} - ${lengthMs} and ${at} < ${edge})`
      : `(${at} >= ${edge} and ${at} < ${edge} + ${lengthMs})`;
  },
  least: (column) => `min(${column})`,
};

/** Compiles a checked rule to one SELECT for SQLite. */
export function compileSqlite(checked: CheckedCriteria, options: CompileOptions): CompiledRule {
  return { target: 'sqlite', ...sqlSelect(checked, sqliteDialect, options) };
}

function milliseconds(time: string): string {
  return `(strftime('%s', ${time}) * 1000 + substr(${time}, 21, 3))`;
}

/** The same double as the engine's: whole numbers past 2^53 as reals, which SQLite would else compare digit by digit. */
function sqliteNumber({ value }: NumberLiteral): string {
  if (!Number.isFinite(value)) return value > 0 ? '9e999' : '-9e999';
  const text = String(value);
  return Number.isSafeInteger(value) || /[.e]/.test(text) ? text : `${text}.0`;
}

const firstMs = -62_167_219_200_000;
const lastMs = 253_402_300_799_999;

function isoOf(ms: number): string {
  return formatIsoUtcMs(Math.min(Math.max(ms, firstMs), lastMs));
}
