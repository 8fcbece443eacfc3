import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { KindDifference } from '../extracts/differences.ts';
import type { StageValueCount } from './import-plan.ts';

export interface ImportedFile {
  fileName: string;
  kind: ExtractKind;
  sha256: string;
  bytes: number;
  rowsRead: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  /** Accepted rows that the CRM marks deleted or merged. */
  deleted: number;
  /** Rows of history unpivoted from stage-entered dates, beside the accepted ones. */
  unpivoted: number;
  stageValues: StageValueCount[];
}

export interface ImportReport {
  /** `unchanged`: the same files were imported before, and nothing was written. */
  outcome: 'imported' | 'unchanged';
  extractId: string;
  asOfMs: number;
  asOfOrigin: 'asked' | 'newestEvent';
  timeZone: string;
  files: ImportedFile[];
  skipped: { fileName: string; reason: string }[];
  /** Against the extracts before, for the kinds that they hold. */
  differences: KindDifference[];
  warnings: string[];
}
