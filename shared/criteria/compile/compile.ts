import type { CheckedCriteria } from '../check.ts';
import type { CompiledRule, CompileOptions, Target } from './compiled-rule.ts';
import { compileDbt } from './dbt.ts';
import { compileEnglish } from './english.ts';
import { compileHubspot } from './hubspot.ts';
import { compilePostgres } from './postgres.ts';
import { compileSoql } from './soql.ts';
import { compileSqlite } from './sqlite.ts';

const compilers: Record<Target, (checked: CheckedCriteria, options: CompileOptions) => CompiledRule> = {
  sqlite: compileSqlite,
  postgres: compilePostgres,
  dbt: compileDbt,
  soql: compileSoql,
  hubspot: compileHubspot,
  english: compileEnglish,
};

/**
 * Compiles a rule to a target language.
 * @param checked a rule without errors, from `requireCriteria` against the same catalog.
 * @returns the text, the clauses it leaves out with the reason, the fields read, and the canonical text to hash. Never throws.
 */
export function compileCriteria(checked: CheckedCriteria, target: Target, options: CompileOptions): CompiledRule {
  return compilers[target](checked, options);
}
