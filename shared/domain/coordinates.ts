/** Amounts leave the engine as decimal text, never as binary floating point. */
export interface Money {
  amount: string;
  currency: string;
}

/** What an analysis is asked: all optional. Times ISO-8601. */
export interface AnalysisRequest {
  asOf?: string;
  from?: string;
  to?: string;
  motion?: string;
  /** A criteria over the handoff (`lead.…`, `handoff.…`, `opportunity.…`). */
  filter?: string;
  groupBy?: string[];
  /** `definitionId@version`: apply this version instead of the one in force, as a what-if. */
  definition?: string;
}

/** The four coordinates that every figure carries, and what it left out. */
export interface Coordinates {
  analysis: string;
  asOf: string;
  timeZone: string;
  cohort: { from: string | null; to: string | null };
  motion: string | null;
  filter: string | null;
  definitions: { term: string; motion: string; version: number; hash: string }[];
  policies: { name: string; version: number }[];
  extracts: { id: string; kind: string; fileSha256: string }[];
  engine: string;
  unit: string;
  warnings: string[];
}
