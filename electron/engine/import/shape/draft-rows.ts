import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column } from '#domain/columns.ts';
import type { Mapping } from '#domain/mapping.ts';

/** The accepted rows of one file on their way into the workspace; shaping adds, replaces and removes columns in place. */
export interface DraftRows {
  kind: ExtractKind;
  rowCount: number;
  columns: Map<string, Column>;
  mapping: Mapping;
  fileName: string;
  /** IANA zone of the workspace: where a date's day starts. */
  dayZone: string;
  /** Zone in which the file's times without a zone were read. */
  sourceZone: string;
  /** Folded header or history field name → canonical field of the record that a history is about. */
  fieldNames: ReadonlyMap<string, string>;
  /** Name (folded) → id of the users imported with this file. */
  userIds: ReadonlyMap<string, string>;
  /** Columns whose header names an owner by name rather than by id. */
  namedOwners: readonly string[];
  /** Whether our own export wrote the file. */
  isOwnExport: boolean;
  warnings: string[];
}
