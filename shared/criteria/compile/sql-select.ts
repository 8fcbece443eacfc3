import type { CheckedCriteria } from '../check.ts';
import { type CompiledRule, type CompileOptions, compiledHead, sayClauses } from './compiled-rule.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { joinConditions, sqlRule } from './sql-rule.ts';

/** One SELECT of the ids that meet a rule; a clause that SQL can't express is left out, listed and named in a comment. */
export function sqlSelect(
  checked: CheckedCriteria,
  dialect: SqlDialect,
  options: CompileOptions,
  tableName: (table: string) => string = (table) => table,
): Omit<CompiledRule, 'target'> {
  const sql = sqlRule(checked, dialect, options, tableName);
  const { said, unsupported } = sayClauses(checked.rule, sql.condition);
  const conditions = [...sql.joins.counted(), ...said];
  const joined = sql.joins.lines();
  const lines = [
    ...unsupported.map(({ clause, reason }) => `-- left out: ${oneLine(clause)} (${oneLine(reason)})`),
    ...(joined.with.length > 0 ? [`with ${joined.with.join(', ')}`] : []),
    `select ${sql.joins.id}`,
    ...joined.from,
    ...(conditions.length > 0 ? [`where ${joinConditions(conditions, 'and', '\n  ')}`] : []),
  ];
  return { ...compiledHead(checked), text: `${lines.join('\n')}\n`, unsupported, notes: dialect.notes };
}

/** Text that stays within one line of a comment. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029\0]+/g, ' ');
}
