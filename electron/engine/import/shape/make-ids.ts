import { hash } from 'node:crypto';
import { textDictionary } from '#domain/columns.ts';
import { textOfCell } from '../../extracts/merge-columns.ts';
import type { DraftRows } from './draft-rows.ts';

const sources: Readonly<Record<string, readonly string[]>> = {
  opportunities: ['name', 'accountId', 'leadId', 'createdAt'],
  users: ['name'],
};

/**
 * Ids for opportunities and users of files that have none. A user is the name; an opportunity a digest of its name, account, lead and creation, so that a
 * later extract finds it again; a second one alike gets a number.
 */
export function makeIds(draft: DraftRows): void {
  const columns = (sources[draft.kind] ?? []).flatMap((name) => draft.columns.get(name) ?? []);
  if (columns.length === 0) return;
  const texts = [''];
  const codes = new Uint32Array(draft.rowCount);
  const seen = new Map<string, number>();
  for (let row = 0; row < draft.rowCount; row++) {
    const parts = columns.map((column) => textOfCell(column, row));
    const made = draft.kind === 'users' ? parts[0]! : `made-${hash('sha256', parts.join('\u0000')).slice(0, 16)}`;
    const number = (seen.get(made) ?? 0) + 1;
    seen.set(made, number);
    codes[row] = texts.length;
    texts.push(number === 1 ? made : `${made}-${number}`);
  }
  draft.columns.set('id', { kind: 'text', id: true, codes, dictionary: textDictionary(texts) });
  if (draft.kind === 'opportunities')
    draft.warnings.push(`${draft.fileName}: no column holds an id, so ids were made from name, account, lead and creation time.`);
}
