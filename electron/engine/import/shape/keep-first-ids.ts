import type { DraftRows } from './draft-rows.ts';
import { rewriteTexts } from './rewrite-texts.ts';

const fields = ['accountId', 'contactId', 'convertedOpportunityId', 'campaignId'];

/** Some exports put several associated ids into one cell, split by semicolons: the first one counts, which is said. */
export function keepFirstIds(draft: DraftRows): void {
  for (const field of fields) {
    const column = draft.columns.get(field);
    if (column?.kind !== 'text') continue;
    let several = 0;
    const isSeveral = Uint8Array.from({ length: column.dictionary.size }, (_, code) => (column.dictionary.at(code).includes(';') ? 1 : 0));
    if (!isSeveral.includes(1)) continue;
    for (const code of column.codes) several += isSeveral[code]!;
    draft.columns.set(
      field,
      rewriteTexts(column, (text) => text.split(';')[0]!.trim()),
    );
    draft.warnings.push(`${draft.fileName}: ${several} rows name several ids in ${field}; the first of them counts.`);
  }
}
