import { sign } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.ts';
import type { SignOffMessage } from '#domain/log-entry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { openKey } from '../keys/create-key.ts';
import { privateKeyOf } from '../keys/ed25519-key-objects.ts';
import { appendEntry } from '../log/append-entry.ts';
import { tableRows } from '../log/table-rows.ts';
import { showMember } from '../members/list-members.ts';
import { type DefinitionDetails, showDefinition } from './list-definitions.ts';
import { requireHash, requireVersion } from './project-definitions.ts';

export interface SignRequest {
  definition: string;
  version: number;
  memberId: string;
  passphrase: string;
  /** Content hash that the signer has read; another one is refused with E_STALE. */
  expectedHash?: string;
}

/** Several versions signed in one sitting: the key is opened once, and either all are signed or none. */
export interface SignSetRequest extends Pick<SignRequest, 'memberId' | 'passphrase'> {
  versions: readonly Pick<SignRequest, 'definition' | 'version' | 'expectedHash'>[];
}

/**
 * Signs a proposed version for the signer's side. With the second side's sign-off it is signed.
 * @throws ParleyError E_SIGNATURE naming in `data.rule` which rule refuses it, E_STATE, E_STALE, E_KEY, E_PASSPHRASE, E_NOT_FOUND.
 */
export function signDefinition(workspace: Workspace, { memberId, passphrase, ...version }: SignRequest): DefinitionDetails {
  return signDefinitions(workspace, { memberId, passphrase, versions: [version] })[0]!;
}

/** Signs several proposed versions as `signDefinition` does one; errors as there. */
export function signDefinitions(workspace: Workspace, { versions, memberId, passphrase }: SignSetRequest): DefinitionDetails[] {
  const member = showMember(workspace, memberId);
  for (const { definition, version } of versions) requireVersion(tableRows(workspace), definition, version);
  const { seed, fingerprint } = openKey(workspace, memberId, passphrase);
  try {
    return workspace.transaction(() =>
      versions.map(({ definition, version, expectedHash }) => {
        const row = requireVersion(tableRows(workspace), definition, version);
        if (expectedHash !== undefined) requireHash(row, expectedHash);
        appendEntry(workspace, 'definitionSigned', memberId, (_atMs, parents) => {
          const message: SignOffMessage = {
            format: 'parley.signOff.1',
            workspace: workspace.settings.workspaceId,
            definition,
            version,
            contentHash: row.hash,
            signer: memberId,
            side: member.side as SignOffMessage['side'],
            role: member.title,
            parents,
          };
          const signature = sign(null, Buffer.from(canonicalJson(message)), privateKeyOf(seed)).toString('hex');
          return { definition, version, message, fingerprint, signature };
        });
        return showDefinition(workspace, `${definition}@${version}`);
      }),
    );
  } finally {
    seed.fill(0);
  }
}
