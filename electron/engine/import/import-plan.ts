import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Delimiter, Encoding, Mapping } from '#domain/mapping.ts';
import type { ColumnPlan } from './parsed-file.ts';

/** Something only the user can decide; the command line names the flag and key, the app asks in a dialog. */
export interface ImportQuestion {
  code: 'kind' | 'requiredField' | 'dateFormat' | 'delimiter' | 'encoding' | 'header' | 'decimal';
  fileName: string;
  header?: string;
  /** A sentence that says what cannot be decided and what decides it. */
  message: string;
  /** Flag of `parley import`, and the key inside the mapping file where the flag is `--map`. */
  decideBy: { flag: '--kind' | '--map'; key?: string };
  choices: string[];
}

export interface PlannedColumn extends ColumnPlan {
  /** Who gave the column its field. */
  from: 'mapping' | 'preset' | 'custom';
  samples: string[];
  warnings: string[];
}

export interface StageValueCount {
  value: string;
  count: number;
  /** '' where no mapping knows the value. */
  stage: string;
}

export interface PlannedFile {
  path: string;
  fileName: string;
  bytes: number;
  kind: ExtractKind;
  kindBy: 'asked' | 'mapping' | 'name' | 'headers';
  preset: string;
  /** Share of the headers that the preset knows. */
  confidence: number;
  encoding: Encoding;
  delimiter: Delimiter;
  /** Records before the first data row. */
  skipRecords: number;
  columns: PlannedColumn[];
  /** Column name → stage value whose entry it dates. */
  stageDates: Record<string, string>;
  /** The user's mapping completed by preset and detection: what is saved with the extract. */
  mapping: Mapping;
  /** Status and lifecycle values with counts; filled on request (dry run), for it reads the file. */
  stageValues?: StageValueCount[];
  warnings: string[];
}

export interface ImportPlan {
  files: PlannedFile[];
  skipped: { fileName: string; reason: string }[];
  questions: ImportQuestion[];
  warnings: string[];
  /** Cut-off that the user asked for, ms; undefined: the newest event in the files. */
  asOfMs: number | undefined;
  timeZone: string;
  currency: string;
  /** Removes what was unpacked from an archive; call it once the plan is done with. */
  dispose(): void;
}
