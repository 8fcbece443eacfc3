import { canonicalJson } from '#domain/canonical-json.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseStrictJson } from '#domain/strict-json.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { logHolds } from '../log/current-head.ts';
import { requireShape } from '../require-shape.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { checkPublishedRow } from './check-published-row.ts';
import { compareWithWorkspace } from './compare-with-workspace.ts';
import { definitionsFileShape } from './definitions-file-shape.ts';
import { type DefinitionsFile, definitionsDigest, definitionsFormat, rowHash } from './definitions-json.ts';

export interface DefinitionsVerification {
  ok: boolean;
  definitions: number;
  signatures: number;
  /** Whether the rows were also held against the workspace that published them. */
  againstWorkspace: boolean;
  firstProblem?: { path: string; message: string };
}

/**
 * Recomputes everything in a published definitions.json: digests, content hashes and signatures, and, given the workspace, that it says the same.
 * @param text the file's text.
 * @returns what was checked; never throws for a bad file.
 */
export function verifyDefinitionsFile(text: string, workspace?: Workspace): DefinitionsVerification {
  const counted = { definitions: 0, signatures: 0, againstWorkspace: false };
  try {
    const file = readDefinitionsFile(text);
    const { manifest, ...body } = file;
    if (definitionsDigest({ ...body, rows: manifest.rows }) !== manifest.digest)
      throw differs('/manifest/digest', 'the digest of the file');
    if (manifest.rows.length !== file.definitions.length) throw differs('/manifest/rows', 'one line of the manifest for each definition');
    file.definitions.forEach((row, index) => {
      const path = `/definitions/${index}`;
      const { id, version } = row;
      const expected = { id, version, contentHash: row.contentHash, rowHash: rowHash(row) };
      if (canonicalJson(manifest.rows[index]) !== canonicalJson(expected))
        throw differs(`/manifest/rows/${index}`, `the hashes of ${id}@${version}`);
      if (sha256Hex(canonicalJson(row.content)) !== row.contentHash)
        throw differs(`${path}/contentHash`, `the SHA-256 of the content of ${id}@${version}`);
      counted.signatures += checkPublishedRow(row, file.workspace, path);
      counted.definitions++;
    });
    if (workspace !== undefined) {
      if (file.workspace !== workspace.settings.workspaceId) throw differs('/workspace', `the workspace ${workspace.settings.workspaceId}`);
      if (file.log !== null && !logHolds(workspace, file.log.head)) throw differs('/log/head', 'an entry of this workspace’s decision log');
      compareWithWorkspace(workspace, file);
      counted.againstWorkspace = true;
    }
    return { ok: true, ...counted };
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    return { ok: false, ...counted, firstProblem: { path: error.path ?? '', message: error.message } };
  }
}

function readDefinitionsFile(text: string): DefinitionsFile {
  const value = parseStrictJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.format !== definitionsFormat)
    throw new ParleyError(
      'E_VERIFY',
      `Expected a file of the format ${definitionsFormat}, got another one. Choose a definitions.json that Parley wrote.`,
      { path: '/format' },
    );
  return requireShape(definitionsFileShape, value, 'E_VERIFY', 'Definitions file') as DefinitionsFile;
}

function differs(path: string, expected: string): ParleyError {
  return new ParleyError('E_VERIFY', `At ${path}: expected ${expected}, got something else. The file was altered after publication.`, {
    path,
  });
}
