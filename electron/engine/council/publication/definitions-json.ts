import { canonicalJson } from '#domain/canonical-json.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { DefinitionTableRow } from './definition-table.ts';

export const definitionsFormat = 'parley.definitions.1';

/** The published table as a file that can be verified without Parley's workspace. */
export interface DefinitionsFile {
  format: typeof definitionsFormat;
  workspace: string;
  /** The newest entry of the decision log at publication; null for an empty log. */
  log: { head: string; seq: number } | null;
  definitions: DefinitionTableRow[];
  manifest: {
    /** SHA-256 of each row's canonical JSON. */
    rows: { id: string; version: number; contentHash: string; rowHash: string }[];
    /** SHA-256 of the canonical JSON of everything above and of `rows`. */
    digest: string;
  };
}

/** The definition table as JSON with its manifest; the same table gives the same bytes. */
export function definitionsJson(workspaceId: string, log: DefinitionsFile['log'], definitions: DefinitionTableRow[]): string {
  const body = { format: definitionsFormat, workspace: workspaceId, log, definitions } as const;
  const rows = definitions.map((row) => ({ id: row.id, version: row.version, contentHash: row.contentHash, rowHash: rowHash(row) }));
  const file: DefinitionsFile = { ...body, manifest: { rows, digest: definitionsDigest({ ...body, rows }) } };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function rowHash(row: DefinitionTableRow): string {
  return sha256Hex(canonicalJson(row));
}

export function definitionsDigest(parts: Omit<DefinitionsFile, 'manifest'> & { rows: DefinitionsFile['manifest']['rows'] }): string {
  return sha256Hex(canonicalJson(parts));
}
