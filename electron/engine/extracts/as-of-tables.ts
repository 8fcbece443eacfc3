import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Table } from '#domain/columns.ts';
import type { MappedStage } from '#domain/stages.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** One file of one extract that stands behind an as-of union; `kind` names the rows it gave. */
export interface ExtractUse {
  /** Id of the extract. */
  id: string;
  kind: ExtractKind;
  /** Cut-off of the extract, ms since 1970 UTC. */
  asOfMs: number;
  fileName: string;
  fileSha256: string;
}

/** What the CRM said as of one moment: each kind is the union by id of the extracts up to then, the newest winning. */
export interface AsOfTables {
  /** The asked time, or the cut-off of the newest extract used where that is earlier (or nothing was asked). */
  readonly asOfMs: number;
  /** What stands behind the tables, oldest extract first. */
  readonly extracts: readonly ExtractUse[];
  /** Sentences for people, such as that no extract is as old as the asked time and the oldest one was used. */
  readonly warnings: readonly string[];
  /** Same key, same tables: extract ids and as-of, fit for caches. */
  readonly key: string;
  /** Rows of a kind, deleted and merged ones included (their `isDeleted` is 1); undefined where no extract holds the kind. */
  table(kind: ExtractKind): Table | undefined;
  /** What the CRM's status and lifecycle values of a kind mean, by folded value (see `foldStageValue`); values that no mapping knows are absent. */
  stages(kind: ExtractKind): ReadonlyMap<string, MappedStage>;
}

/**
 * The tables as of a moment; without one, as of the newest extract.
 * Throws E_NO_EXTRACT where nothing has been imported. Columns load on first use and stay; the same question gives the same object.
 */
export type TablesAsOf = (workspace: Workspace, asOfMs?: number) => AsOfTables;

/** Stage values compare trimmed, in Unicode form C and without regard to case. */
export function foldStageValue(value: string): string {
  return value.normalize('NFC').trim().toLowerCase();
}
