import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Mapping } from '#domain/mapping.ts';
import type { PlannedColumn } from './import-plan.ts';
import { foldHeader } from './presets/preset.ts';

const enteredHeader = /^(?:hs_(?:v2_)?)?date[_ ]entered[_ ]"?(.+?)"?(?: \(.*\))?$/i;

/** Columns that date the entry into a stage: what the mapping says, and for opportunities the ones named so by HubSpot. */
export function stageDatesOf(kind: ExtractKind, columns: readonly PlannedColumn[], mapping: Mapping | undefined): Record<string, string> {
  const own = new Map(Object.entries(mapping?.stageDates ?? {}).map(([header, stage]) => [foldHeader(header), stage]));
  const stages: Record<string, string> = {};
  for (const { header, name, type } of columns) {
    if (type !== 'time') continue;
    const stage = own.get(foldHeader(header)) ?? (kind === 'opportunities' ? stageInHeader(header) : undefined);
    if (stage !== undefined) stages[name] = stage;
  }
  return stages;
}

function stageInHeader(header: string): string | undefined {
  return enteredHeader.exec(header.trim())?.[1]?.replace(/["]/g, '').replaceAll('_', ' ').trim();
}
