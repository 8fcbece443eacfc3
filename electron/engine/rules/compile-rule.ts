import type { CheckedCriteria } from '#criteria/check.ts';
import type { CompiledRule, CompileOptions, Target } from '#criteria/compile/compiled-rule.ts';
import { compilePostgres } from '#criteria/compile/postgres.ts';
import { compileSqlite } from '#criteria/compile/sqlite.ts';

const compilers: Record<Target, (checked: CheckedCriteria, options: CompileOptions) => CompiledRule> = {
  sqlite: compileSqlite,
  postgres: compilePostgres,
  dbt: compilePostgres,
  soql: compilePostgres,
  hubspot: compilePostgres,
  english: compilePostgres,
};

/** A checked rule in another language, with the clauses that language cannot say. */
export function compileRule(checked: CheckedCriteria, target: Target, options: CompileOptions): CompiledRule {
  return compilers[target](checked, options);
}
