import { formatIsoUtcMs } from '#domain/iso-time.ts';
import type { CheckedCriteria } from '../check.ts';
import type { CompiledRule, CompileOptions } from './compiled-rule.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { sqlIdentifier, sqlText } from './sql-names.ts';
import { sqlSelect } from './sql-select.ts';

const isAscii = /^[\x20-\x7e]*$/;
const firstMs = -62_135_596_800_000;
const lastMs = 253_402_300_799_999;

/** PostgreSQL and warehouses that speak like it: times as timestamptz, money as numeric, text compared by lower(trim(…)). */
export const postgresDialect: SqlDialect = {
  notes: [
    'Text compares by lower(trim(…)): spaces other than U+0020, ß against ss, final ς against σ and composed against decomposed accents stay apart, and case outside ASCII follows the locale of the database.',
  ],
  materialized: '',
  folded: (alias, column) => `lower(trim(${alias}.${sqlIdentifier(column)}))`,
  foldedText: (text) => (isAscii.test(text) ? sqlText(text) : `lower(${sqlText(text)})`),
  domain: (folded) => `case when strpos(${folded}, '@') > 0 then trim(reverse(split_part(reverse(${folded}), '@', 1))) end`,
  contains: (text, part) => `strpos(${text}, ${part}) > 0`,
  startsWith: (text, part) => `strpos(${text}, ${part}) = 1`,
  endsWith: (text, part, length) => `right(${text}, ${length}) = ${part}`,
  money: (column) => column,
  number: ({ decimal }) => decimal,
  time: (ms) => `timestamptz ${sqlText(formatIsoUtcMs(Math.min(Math.max(ms, firstMs), lastMs)))}`,
  elapsedMs: (from, to) => `(extract(epoch from (${to} - ${from})) * 1000)`,
  inWindow: (time, anchor, direction, lengthMs) => {
    const length = interval(lengthMs);
    return direction === 'before'
      ? `(${time} >= ${anchor} - ${length} and ${time} < ${anchor})`
      : `(${time} >= ${anchor} and ${time} < ${anchor} + ${length})`;
  },
  least: (column) => `min(${column} collate "C")`,
};

/** Compiles a checked rule to one SELECT for PostgreSQL. */
export function compilePostgres(checked: CheckedCriteria, options: CompileOptions): CompiledRule {
  return { target: 'postgres', ...sqlSelect(checked, postgresDialect, options) };
}

/** Hours, not days: adding a day to a timestamptz would follow the session's clock changes. */
function interval(lengthMs: string): string {
  const hours = Number(lengthMs) / 3_600_000;
  return Number.isSafeInteger(hours) ? `interval '${hours} hours'` : `interval '${lengthMs} milliseconds'`;
}
