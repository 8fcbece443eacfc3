import { ParleyError } from '#domain/errors.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { listSignOffs } from '../definitions/list-sign-offs.ts';
import { listMembers } from '../members/list-members.ts';
import type { DefinitionTableRow } from './definition-table.ts';

/** Checks that published rows are versions of this workspace, signed by the members it knows. Throws E_VERIFY. */
export function compareWithWorkspace(workspace: Workspace, rows: readonly DefinitionTableRow[]): void {
  const names = new Map(listMembers(workspace).map((member) => [member.id, member.name]));
  rows.forEach((row, index) => {
    const refuse = (place: string, expected: string) =>
      new ParleyError('E_VERIFY', `At /definitions/${index}${place}: expected ${expected}. The file and this workspace don't agree.`, {
        path: `/definitions/${index}${place}`,
      });
    const stored = workspace.first(
      sql.selectFrom('definition_versions').select('hash').where('definition_id', '=', row.id).where('version', '=', row.version),
    );
    if (stored?.hash !== row.contentHash) throw refuse('/contentHash', `the content of ${row.id}@${row.version} in the workspace`);
    if (row.owner.name !== (names.get(row.content.ownerId ?? '') ?? ''))
      throw refuse('/owner/name', 'the name of the owner in the workspace');
    const known = new Map(listSignOffs(workspace, row.id, row.version).map((signOff) => [signOff.signature, signOff]));
    row.signOffs.forEach((signOff, place) => {
      const said = known.get(signOff.signature);
      const same = said?.valid && said.publicKey === signOff.publicKey && said.name === signOff.name && said.signedAt === signOff.signedAt;
      if (!same) throw refuse(`/signOffs/${place}`, 'a sign-off that the workspace holds, by the same person at the same time');
    });
  });
}
