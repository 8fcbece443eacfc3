import type { MappedStage } from '#domain/stages.ts';
import { foldStageValue } from '../../extracts/as-of-tables.ts';

const values: Record<MappedStage, string[]> = {
  qualified: ['MQL', 'Marketing Qualified', 'Marketing Qualified Lead', 'marketingqualifiedlead'],
  accepted: ['SAL', 'Accepted', 'Working - Accepted', 'Sales Accepted', 'Sales Accepted Lead'],
  salesQualified: ['SQL', 'Sales Qualified', 'Sales Qualified Lead', 'salesqualifiedlead'],
  recycled: ['Recycled', 'Nurture'],
  rejected: ['Rejected'],
  disqualified: ['Disqualified', 'Unqualified', 'Closed - Not Converted', 'Junk'],
  new: ['Open', 'Open - Not Contacted', 'New', 'Working - Contacted', 'Attempted'],
  converted: ['Converted', 'Closed - Converted'],
};

/** Stages of the status and lifecycle values that CRMs ship with, by folded value. HubSpot's lifecycle: an opportunity or customer has converted. */
export const stageDefaults: ReadonlyMap<string, MappedStage> = new Map(
  Object.entries(values).flatMap(([stage, texts]) =>
    texts.map((text): [string, MappedStage] => [foldStageValue(text), stage as MappedStage]),
  ),
);

/** Lifecycle values of HubSpot contacts beside the common ones. */
export const lifecycleDefaults: ReadonlyMap<string, MappedStage> = new Map([
  ...stageDefaults,
  ['subscriber', 'new'],
  ['lead', 'new'],
  ['opportunity', 'converted'],
  ['customer', 'converted'],
]);
