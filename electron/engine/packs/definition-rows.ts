import type { DefinitionContent, VersionState } from '#domain/definition.ts';

export interface SignoffRow {
  /** Signers and owners appear by name: they sign for their word. */
  name: string;
  title: string;
  side: string;
  /** ISO-8601 UTC. */
  at: string;
  /** Fingerprint of the signing key, hexadecimal. */
  keyFingerprint: string;
}

/** One line of the definition table. */
export interface DefinitionRow {
  term: string;
  motion: string;
  version: number;
  state: VersionState;
  /** SHA-256 of the version's content. */
  hash: string;
  /** The rule in Parley's language, and in English; null where there is none to query. */
  criteria: string | null;
  english: string | null;
  /** What it holds instead of a rule: the values of a picklist, the thresholds of a score model, one text each. */
  values?: string[];
  /** Whether every field of the rule is known and filled; a rule that is not is a slide. */
  queryable: boolean;
  owner: string;
  ownerTitle: string;
  auditCadence: DefinitionContent['auditCadence'];
  /** ISO-8601 date of the next audit, null without one. */
  nextAudit: string | null;
  /** ISO-8601 UTC, null before it comes into force. */
  inForceFrom: string | null;
  rationale: string;
  signoffs: SignoffRow[];
}
