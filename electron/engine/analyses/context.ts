import type { AnalysisRequestInput } from '#contract/analyses/parts.ts';
import type { DefinitionContent } from '#domain/definition.ts';
import type { Facts } from '../facts/facts.ts';
import type { Selection } from './selection.ts';

/** A definition version with the time in which it was in force; a what-if draft is in force always. */
export interface VersionInForce {
  definitionId: string;
  version: number;
  hash: string;
  content: DefinitionContent;
  /** ms UTC; -Infinity from the beginning, Infinity until further notice. */
  fromMs: number;
  toMs: number;
}

/** Why and on what value a clause holds or not, for one record. */
export interface ClauseFinding {
  clause: string;
  met: boolean;
  value: string;
}

/** What every analysis works on. */
export interface AnalysisContext {
  facts: Facts;
  request: AnalysisRequestInput;
  selection: Selection;
  /** Versions in force at any time up to the as-of, oldest first, and the what-if draft in place of its definition's. */
  versions: readonly VersionInForce[];
  /** Mask over all handoffs of a rule on the handoff, its lead, account and opportunity. */
  ruleMask(criteria: string): Uint8Array;
  /** The clauses of a rule that read a lead field, judged on the lead of one handoff. */
  clausesOn(criteria: string, field: string, handoff: number): ClauseFinding[];
  warn(sentence: string): void;
}
