const stageNames: Record<string, string> = {
  qualified: 'Qualified',
  accepted: 'Accepted',
  salesQualified: 'Sales qualified',
  opportunity: 'Opportunity',
  won: 'Won',
};
const leakNames: Record<string, string> = {
  unassigned: 'Never assigned',
  untouched: 'No logged touch in 72 h',
  stalled: 'Stalled past its limit',
  rejectedOutOfPolicy: 'Rejected out of policy',
  rejected: 'Rejected',
  lateRejected: 'Rejected late',
  recycled: 'Recycled',
  disqualified: 'Disqualified',
  lost: 'Closed lost',
};
const delayNames: Record<string, string> = {
  qualifiedToAssigned: 'Qualified to assigned',
  assignedToTouched: 'Assigned to first touch',
  touchedToDecided: 'First touch to decision',
  decidedToOpportunity: 'Decision to opportunity',
};
const outcomeNames: Record<string, string> = {
  won: 'closed won',
  opportunity: 'became an opportunity',
  salesQualified: 'became sales qualified',
  accepted: 'explicitly accepted',
};

/** camelCase as words: `invalidContactData` is `Invalid contact data`. Texts with spaces stay as they are. */
export function wordsOf(code: string): string {
  if (code === '') return 'No reason code';
  if (/\s/.test(code) || !/^[a-z]/.test(code)) return code.replaceAll('_', ' ');
  const words = code
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
    .replace(/\b(icp|mql|sql|sla|crm|vp)\b/g, (name) => name.toUpperCase());
  return words[0]!.toUpperCase() + words.slice(1);
}
export const stageName = (stage: string): string => stageNames[stage] ?? wordsOf(stage);
export const leakName = (kind: string): string => leakNames[kind] ?? wordsOf(kind);
export const delayName = (part: string): string => delayNames[part] ?? wordsOf(part);
export const outcomeName = (outcome: string): string => outcomeNames[outcome] ?? wordsOf(outcome);
/** `≤30 min` as `within 30 min`: a sign that every font and every voice has. */
export const bucketName = (bucket: string): string =>
  bucket.replace('≤', 'within ').replace('later', 'after 48 h').replace('never', 'none logged');
