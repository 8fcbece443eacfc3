/** What a CRM status or lifecycle value means to Parley; mappings assign one to each value they know. */
export const mappedStages = [
  'new',
  'qualified',
  'accepted',
  'rejected',
  'salesQualified',
  'recycled',
  'converted',
  'disqualified',
] as const;
export type MappedStage = (typeof mappedStages)[number];

/** The stages of a handoff, in order. A stage once reached stays reached and implies the earlier ones. */
export const handoffStages = ['qualified', 'accepted', 'salesQualified', 'opportunity', 'won'] as const;
export type HandoffStage = (typeof handoffStages)[number];
