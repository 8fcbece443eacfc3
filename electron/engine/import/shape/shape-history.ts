import { textDictionary } from '#domain/columns.ts';
import { foldHeader } from '../presets/preset.ts';
import type { DraftRows } from './draft-rows.ts';
import { rewriteTexts } from './rewrite-texts.ts';

/** The tracked field gets its canonical name where the record has one; a history of stage snapshots is about the stage. */
export function shapeHistory(draft: DraftRows): void {
  const field = draft.columns.get('field');
  if (field?.kind === 'text') {
    draft.columns.set(
      'field',
      rewriteTexts(field, (text) => canonicalHistoryField(text, draft.fieldNames), false),
    );
    return;
  }
  const name = draft.kind === 'opportunityHistory' ? 'stage' : 'status';
  draft.columns.set('field', {
    kind: 'text',
    id: false,
    codes: new Uint32Array(draft.rowCount).fill(1),
    dictionary: textDictionary(['', name]),
  });
}

const ownWords: Readonly<Record<string, string>> = {
  owner: 'ownerId',
  leadowner: 'ownerId',
  opportunityowner: 'ownerId',
  ownerassignment: 'ownerId',
};

function canonicalHistoryField(text: string, fieldNames: ReadonlyMap<string, string>): string {
  const folded = foldHeader(text);
  return ownWords[folded] ?? fieldNames.get(folded) ?? text.trim();
}
