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

/** Stages as small numbers in columns: 0 for a value that no mapping knows, else 1 + the place in `mappedStages`. */
export const stageCode = {
  unmapped: 0,
  new: 1,
  qualified: 2,
  accepted: 3,
  rejected: 4,
  salesQualified: 5,
  recycled: 6,
  converted: 7,
  disqualified: 8,
} as const satisfies Record<MappedStage | 'unmapped', number>;

/** The stages of a handoff, in order. A stage once reached stays reached and implies the earlier ones. */
export const handoffStages = ['qualified', 'accepted', 'salesQualified', 'opportunity', 'won'] as const;
export type HandoffStage = (typeof handoffStages)[number];
