import type { DraftRows } from './draft-rows.ts';
import { rewriteTexts } from './rewrite-texts.ts';

/** Words of a department or role that tell its function; the first that fits counts. */
const words: readonly (readonly [RegExp, string])[] = [
  [/\b(revops|revenue operations|sales operations|sales ops|marketing operations|operations)\b/, 'revops'],
  [/\b(marketing|demand gen(eration)?|growth|campaigns?)\b/, 'marketing'],
  [/\b(sales|sdr|bdr|account executives?|business development|inside sales|field sales)\b/, 'sales'],
];

/** The function of each user: as the file says, else by the mapping's or the usual words for its department, else for its role. */
export function shapeUsers(draft: DraftRows): void {
  const own = new Map(Object.entries(draft.mapping.functions ?? {}).map(([text, value]) => [fold(text), value]));
  const functionOf = (text: string): string => own.get(fold(text)) ?? words.find(([pattern]) => pattern.test(fold(text)))?.[1] ?? '';
  for (const name of ['function', 'custom.department', 'role']) {
    const column = draft.columns.get(name);
    if (column?.kind !== 'text' || !column.codes.some((code) => code !== 0)) continue;
    const functions = rewriteTexts(column, name === 'function' ? (text) => functionOf(text) || fold(text) : functionOf, false);
    if (!functions.codes.some((code) => code !== 0)) continue;
    draft.columns.set('function', functions);
    return;
  }
  if (draft.rowCount > 0)
    draft.warnings.push(
      `${draft.fileName}: no department or role tells who is in sales and who in marketing. Give the mapping "functions", or a column that maps to function.`,
    );
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
