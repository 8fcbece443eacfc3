import { ParleyError } from '#domain/errors.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { listSignOffs } from '../definitions/list-sign-offs.ts';
import type { DefinitionsFile } from './definitions-json.ts';

/** Checks that published rows are versions of this workspace, signed by the members it knows. Throws E_VERIFY. */
export function compareWithWorkspace(workspace: Workspace, { definitions, log }: DefinitionsFile): void {
  const names = namesSince(workspace, log?.head);
  definitions.forEach((row, index) => {
    const refuse = (place: string, expected: string) =>
      new ParleyError('E_VERIFY', `At /definitions/${index}${place}: expected ${expected}. The file and this workspace don't agree.`, {
        path: `/definitions/${index}${place}`,
      });
    const stored = workspace.first(
      sql.selectFrom('definition_versions').select('hash').where('definition_id', '=', row.id).where('version', '=', row.version),
    );
    if (stored?.hash !== row.contentHash) throw refuse('/contentHash', `the content of ${row.id}@${row.version} in the workspace`);
    if (!bears(names, row.content.ownerId ?? '', row.owner.name)) throw refuse('/owner/name', 'the name of the owner in the workspace');
    const known = new Map(listSignOffs(workspace, row.id, row.version).map((signOff) => [signOff.signature, signOff]));
    row.signOffs.forEach((signOff, place) => {
      const said = known.get(signOff.signature);
      const same = said?.valid && said.publicKey === signOff.publicKey && said.signedAt === signOff.signedAt;
      if (!same || !bears(names, said.memberId, signOff.name))
        throw refuse(`/signOffs/${place}`, 'a sign-off that the workspace holds, by the same person at the same time');
    });
  });
}

/** Names by member; null for members changed after the entry at which the file was published, who may have borne another name then. */
function namesSince(workspace: Workspace, head: string | undefined): Map<string, string | null> {
  const published =
    head === undefined ? 0 : (workspace.first(sql.selectFrom('log_entries').select('seq').where('id', '=', head))?.seq ?? 0);
  const rows = workspace.all(
    sql
      .selectFrom('members')
      .innerJoin('member_names', 'member_names.member_id', 'members.id')
      .innerJoin('log_entries', 'log_entries.id', 'members.entry_id')
      .select(['members.id as memberId', 'member_names.name', 'log_entries.seq']),
  );
  return new Map(rows.map(({ memberId, name, seq }) => [memberId, seq <= published ? name : null]));
}

function bears(names: ReadonlyMap<string, string | null>, memberId: string, name: string): boolean {
  const known = names.get(memberId);
  return known === null || known === name;
}
