import type { DraftRows } from './draft-rows.ts';

/** Adds the ids of a file's users by folded name; a name that several users bear stands for none. */
export function collectUsers(draft: DraftRows, userIds: Map<string, string>): void {
  const ids = draft.columns.get('id');
  const names = draft.columns.get('name');
  if (ids?.kind !== 'text' || names?.kind !== 'text') return;
  const several = new Set<string>();
  for (let row = 0; row < draft.rowCount; row++) {
    const name = names.dictionary.at(names.codes[row]!).trim().toLowerCase();
    if (name === '') continue;
    if (userIds.has(name)) several.add(name);
    userIds.set(name, ids.dictionary.at(ids.codes[row]!));
  }
  for (const name of several) userIds.delete(name);
}
