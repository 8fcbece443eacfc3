import type { CheckedCriteria } from '../check.ts';
import { clausesOf } from '../clauses.ts';
import type { FieldCatalog } from '../field-catalog.ts';
import { formatCriteria } from '../format.ts';
import type { LeadKind } from '../reach.ts';
import type { CriteriaClock } from '../record-source.ts';
import type { Rule } from '../tree.ts';

export const targets = ['sqlite', 'postgres', 'dbt', 'soql', 'hubspot', 'english'] as const;
export type Target = (typeof targets)[number];

/** A clause that a target can't express, and why. The text leaves the whole clause out. */
export interface UnsupportedClause {
  clause: string;
  reason: string;
}

/** A rule in another language. With `unsupported` clauses the text admits more records than the rule does. */
export interface CompiledRule {
  target: Target;
  text: string;
  unsupported: UnsupportedClause[];
  /** Where the target's own ways differ from Parley's without a clause being left out; for people. */
  notes: string[];
  /** Fields that the rule reads, such as `lead.score`. */
  fields: string[];
  /** Canonical text of the rule; its hash names the tree that the compiled text came from. */
  canonical: string;
  /** The text as the files that a project wants; only where they are more than one. */
  files?: { name: string; text: string }[];
}

export interface CompileOptions {
  catalog: FieldCatalog;
  /** Days of the workspace's zone; default UTC. */
  clock?: CriteriaClock;
  /** The extract's as-of; without it clauses that count from the as-of can't be expressed. */
  asOfMs?: number;
  /** Default `leads`. */
  leadKind?: LeadKind;
  /** What the rule defines, for titles and file names: `MQL inbound`. Default `rule`. */
  term?: string;
}

/** What a target makes of a part of a rule: its text, or why it has none. */
export type Said<T = string> = { said: T } | { reason: string };

/** Compiles the clauses of a rule one by one; those without words are listed. */
export function sayClauses<T>(rule: Rule, say: (clause: Rule) => Said<T>): { said: T[]; unsupported: UnsupportedClause[] } {
  const said: T[] = [];
  const unsupported: UnsupportedClause[] = [];
  for (const clause of clausesOf(rule)) {
    const result = say(clause.rule);
    if ('said' in result) said.push(result.said);
    else unsupported.push({ clause: clause.text, reason: result.reason });
  }
  return { said, unsupported };
}

/** Several results as one; the first reason wins. */
export function sayAll<T>(results: Said<T>[]): Said<T[]> {
  const said: T[] = [];
  for (const result of results) {
    if ('reason' in result) return result;
    said.push(result.said);
  }
  return { said };
}

/** The parts of a compiled rule that do not depend on the target. */
export function compiledHead(checked: CheckedCriteria): Pick<CompiledRule, 'fields' | 'canonical'> {
  return { fields: checked.fields, canonical: formatCriteria(checked.rule) };
}
