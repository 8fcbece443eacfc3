import type { DefinitionContent, VersionState } from '#domain/definition.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { definitionsInForce } from '../definitions/definitions-in-force.ts';
import { listDefinitions, showDefinition } from '../definitions/list-definitions.ts';
import { listMembers } from '../members/list-members.ts';

export interface PublishedSignOff {
  name: string;
  title: string;
  side: 'marketing' | 'sales';
  /** ISO-8601 UTC. */
  signedAt: string;
  /** In groups of four. */
  fingerprint: string;
  publicKey: string;
  /** The exact text that was signed. */
  message: string;
  signature: string;
}

/** One line of the published definition table. */
export interface DefinitionTableRow {
  id: string;
  term: string;
  motion: string;
  version: number;
  state: Extract<VersionState, 'signed' | 'inForce' | 'superseded' | 'withdrawn'>;
  criteria: string | null;
  english: string;
  owner: { name: string; title: string };
  auditCadence: DefinitionContent['auditCadence'];
  /** ISO-8601 UTC; null from the beginning. For a version that is signed but not in force yet: as its content asks, null from its activation. */
  effectiveFrom: string | null;
  effectiveTo: string | null;
  contentHash: string;
  content: DefinitionContent;
  signOffs: PublishedSignOff[];
}

export interface DefinitionTableOptions {
  /** The moment whose definitions are published, ms since 1970 UTC. */
  atMs: number;
  /** One sentence per clause, for people. */
  english: (criteria: string, object: DefinitionContent['object']) => string;
}

/** The definition table: what is in force at a moment and what both sides signed and is to come; nothing that was not signed. By motion and term. */
export function definitionTable(workspace: Workspace, { atMs, english }: DefinitionTableOptions): DefinitionTableRow[] {
  const names = new Map(listMembers(workspace).map((member) => [member.id, member.name]));
  const inForce = new Set(definitionsInForce(workspace, atMs).map(({ definitionId, version }) => `${definitionId}@${version}`));
  const refs = listDefinitions(workspace).flatMap(({ id, versions }) =>
    versions.filter(({ version, state }) => state === 'signed' || inForce.has(`${id}@${version}`)).map(({ version }) => `${id}@${version}`),
  );
  return refs.map((ref) => {
    const { definitionId, version, state, hash, content, inForceFrom, inForceTo, signOffs } = showDefinition(workspace, ref);
    return {
      id: definitionId,
      term: content.term,
      motion: content.motion,
      version,
      state: state as DefinitionTableRow['state'],
      criteria: content.criteria,
      english: content.criteria === null ? '' : english(content.criteria, content.object),
      owner: { name: names.get(content.ownerId ?? '') ?? '', title: content.ownerTitle },
      auditCadence: content.auditCadence,
      effectiveFrom: state === 'signed' ? content.effectiveFrom : inForceFrom,
      effectiveTo: inForceTo !== null && Date.parse(inForceTo) > atMs ? formatIsoUtc(Date.parse(inForceTo)) : null,
      contentHash: hash,
      content,
      signOffs: signOffs
        .filter(({ valid }) => valid)
        .map(({ name, title, side, signedAt, fingerprint, publicKey, message, signature }) => ({
          name,
          title,
          side,
          signedAt,
          fingerprint,
          publicKey,
          message,
          signature,
        })),
    };
  });
}
