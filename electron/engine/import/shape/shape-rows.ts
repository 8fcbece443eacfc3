import { canonicalFieldType } from '#domain/canonical-fields.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { unguardCell } from '../../extracts/export/spreadsheet-guard.ts';
import { constantColumn } from './constant-column.ts';
import type { DraftRows } from './draft-rows.ts';
import { keepFirstIds } from './keep-first-ids.ts';
import { makeIds } from './make-ids.ts';
import { rewriteTexts } from './rewrite-texts.ts';
import { shapeActivities } from './shape-activities.ts';
import { shapeHistory } from './shape-history.ts';
import { shapeUsers } from './shape-users.ts';

const dayMs = 86_400_000;
/** Fields that CRMs hold as dates and that Data Export writes with 00:00:00 behind. */
const dateFields = ['convertedAt', 'closedAt', 'startAt', 'endAt', 'lastActivityAt', 'custom.activityDate'];

/** Turns the columns of a file into the canonical ones of its kind; returns how many rows the CRM marks deleted or merged. */
export function shapeRows(draft: DraftRows): number {
  for (const [field, value] of Object.entries(draft.mapping.constants ?? {}))
    draft.columns.set(
      field,
      constantColumn(field, canonicalFieldType(draft.kind, field) ?? typeOfValue(value), value, draft.rowCount, draft.dayZone),
    );
  if (draft.isOwnExport) takeGuards(draft);
  for (const field of dateFields) dropMidnight(draft, field);
  keepFirstIds(draft);
  if (!draft.columns.has('id')) makeIds(draft);
  nameOwners(draft);
  if (draft.kind === 'activities') shapeActivities(draft);
  if (draft.kind === 'leadHistory' || draft.kind === 'opportunityHistory') shapeHistory(draft);
  if (draft.kind === 'users') shapeUsers(draft);
  if (draft.kind === 'opportunities') closeByStage(draft);
  if (draft.kind === 'opportunities' && draft.mapping.currency && !draft.columns.has('currency'))
    draft.columns.set('currency', constantColumn('currency', 'text', draft.mapping.currency, draft.rowCount, draft.dayZone));
  return markDeleted(draft);
}

/** Our own CSV exports keep spreadsheets from running cells; reading them back takes that away again. */
function takeGuards(draft: DraftRows): void {
  for (const [name, column] of draft.columns) if (column.kind === 'text') draft.columns.set(name, rewriteTexts(column, unguardCell));
}

function typeOfValue(value: string | number | boolean): 'text' | 'number' | 'boolean' {
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
}

/** A column whose every time is midnight in the file's zone holds dates: each becomes the start of its day in the workspace's zone. */
function dropMidnight(draft: DraftRows, field: string): void {
  const column = draft.columns.get(field);
  if (column?.kind !== 'time' || column.dateOnly) return;
  const source = zoneClock(draft.sourceZone);
  let any = false;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if ((value + source.offsetMs(value)) % dayMs !== 0) return;
    any = true;
  }
  if (!any) return;
  const target = zoneClock(draft.dayZone);
  const values = column.values.map((value) => (Number.isNaN(value) ? value : target.dayStartMs((value + source.offsetMs(value)) / dayMs)));
  draft.columns.set(field, { kind: 'time', values, dateOnly: true });
}

/** Owners given by name become the ids of the users imported with them; a name that no user or several users bear stays. */
function nameOwners(draft: DraftRows): void {
  if (draft.userIds.size === 0) return;
  for (const field of draft.namedOwners) {
    const column = draft.columns.get(field);
    if (column?.kind === 'text')
      draft.columns.set(
        field,
        rewriteTexts(column, (name) => draft.userIds.get(name.trim().toLowerCase()) ?? name),
      );
  }
}

/** Where the file does not say which opportunities are closed and won, the usual stage names do. */
function closeByStage(draft: DraftRows): void {
  const stage = draft.columns.get('stage');
  if (stage?.kind !== 'text') return;
  const fill = (field: string, pattern: RegExp) => {
    if (draft.columns.has(field)) return;
    const flags = Uint8Array.from({ length: stage.dictionary.size }, (_, code) =>
      code === 0 ? 2 : pattern.test(stage.dictionary.at(code)) ? 1 : 0,
    );
    draft.columns.set(field, { kind: 'boolean', values: Uint8Array.from(stage.codes, (code) => flags[code]!) });
  };
  fill('isClosed', /(^|[^a-z])(closed|won|lost)|closed(won|lost)/i);
  fill('isWon', /(^|[^a-z])won([^a-z]|$)|closedwon/i);
}

/** Merged rows count as deleted: they are kept and left out of counts. */
function markDeleted(draft: DraftRows): number {
  const deleted = draft.columns.get('isDeleted');
  const master = draft.columns.get('masterRecordId');
  const isMerged = master?.kind === 'text' && master.codes.some((code) => code !== 0);
  if (deleted?.kind !== 'boolean' && !isMerged) return 0;
  const values = deleted?.kind === 'boolean' ? deleted.values : new Uint8Array(draft.rowCount);
  if (isMerged) for (let row = 0; row < values.length; row++) if (master.codes[row] !== 0) values[row] = 1;
  draft.columns.set('isDeleted', { kind: 'boolean', values });
  let count = 0;
  for (const value of values) if (value === 1) count++;
  return count;
}
