/** The two sides whose sign-off a version needs, and the others who may own or propose. */
export type Side = 'marketing' | 'sales' | 'revops' | 'other';

export type VersionState = 'draft' | 'proposed' | 'signed' | 'inForce' | 'superseded' | 'withdrawn';

/** Kinds of governed term. `stage` kinds name the mapped stage that their criteria admit to. */
export type DefinitionKind =
  | 'stage'
  | 'icp'
  | 'scoreModel'
  | 'picklist'
  | 'sourced'
  | 'influenced'
  | 'sla'
  | 'routing'
  | 'metric'
  | 'opportunityCriteria';

/** A band of a score model: the threshold from which it holds and the conversion the definition promises there. */
export interface ScoreThreshold {
  score: number;
  label: string;
  expectedRate: number | null;
}

/** What a version says; its canonical JSON is what gets hashed and signed. Owners are members by id, so no personal data stands in it. */
export interface DefinitionContent {
  term: string;
  motion: string;
  kind: DefinitionKind;
  /** What the criteria is about. */
  object: 'lead' | 'handoff' | 'opportunity' | 'account';
  criteria: string | null;
  /** Member id of the owning person, and the title in which they own it. */
  ownerId: string | null;
  ownerTitle: string;
  auditCadence: 'monthly' | 'quarterly' | 'halfYearly' | 'yearly';
  rationale: string;
  /** ISO-8601 UTC from which the version applies; null: from its activation. */
  effectiveFrom: string | null;
  /** The stage entered by records that meet the criteria, for kind `stage`. */
  stage: string | null;
  /** Values of a picklist: code and label, retired ones kept. */
  picklist: { code: string; label: string; retired: boolean }[] | null;
  thresholds: ScoreThreshold[] | null;
}

export interface DefinitionVersion {
  definitionId: string;
  version: number;
  state: VersionState;
  /** SHA-256 (hex) of the canonical JSON of the content. */
  hash: string;
  content: DefinitionContent;
  /** ISO-8601 UTC; when the version came into force and when the next one took over. */
  inForceFrom: string | null;
  inForceTo: string | null;
}
