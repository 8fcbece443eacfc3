import { canonicalFieldType, type ExtractKind } from '#domain/canonical-fields.ts';
import type { PlannedFile } from '../import-plan.ts';
import { foldHeader } from '../presets/preset.ts';
import { presets } from '../presets/presets.ts';

/** How a history file may call the fields of its records: as the same import's record files map their headers, and as presets know them. */
export function historyFieldNames(kind: ExtractKind, files: readonly PlannedFile[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const recordKinds: readonly ExtractKind[] =
    kind === 'leadHistory' ? ['leads', 'contacts'] : kind === 'opportunityHistory' ? ['opportunities'] : [];
  for (const recordKind of recordKinds) {
    for (const file of files)
      if (file.kind === recordKind)
        for (const column of file.columns)
          if (canonicalFieldType(recordKind, column.name)) setOnce(names, foldHeader(column.header), column.name);
    for (const preset of presets)
      for (const [field, headers] of Object.entries(preset.aliases[recordKind] ?? {}))
        if (canonicalFieldType(recordKind, field)) for (const header of headers) setOnce(names, foldHeader(header), field);
  }
  return names;
}

function setOnce(names: Map<string, string>, key: string, field: string): void {
  if (!names.has(key)) names.set(key, field);
}
