/** What is planted in leads, each with the sentence that the README and the demo show. */
export const leadFaults = {
  inflatedScore: 'points given for content syndication that such leads do not earn',
  missingSource: 'lead source left blank',
  sourceSpelling: 'lead source in another spelling (paid search, webinar)',
  duplicatePerson: 'the same person under another id',
  testLead: 'entered to test a form',
  deleted: 'in the recycle bin',
  merged: 'merged into another lead',
  belowThreshold: 'stamped MQL with a score under 60',
  aboveThresholdUnstamped: 'score of 60 or more and never stamped MQL',
  createdQualified: 'created as MQL, without a change into it',
  skippedQualification: 'moved to SQL without ever being MQL',
  rescored: 'shifted by the new score model of January',
  manualQueue: 'waited for a person to empty the queue',
  unassigned: 'qualified and never given to a person',
  untouched: 'assigned, with no touch logged since',
  slowTeamUntouched: 'the same, in the slow team',
  silentRep: 'worked by the rep who logs nothing',
  rejected: 'rejected',
  lateRejection: 'rejected after the acceptance window',
  codelessRejection: 'rejected without a reason code',
  contradictedRejection: 'rejected for company size though it has 50 to 5000 employees',
  spikeRejection: 'rejected for the persona in the two months of the spike',
  reasonSpelling: 'reason code in another spelling (wrong persona)',
  secondHandoff: 'qualified again after being recycled',
  backDated: 'accepted in a change that was entered weeks later',
  gone: 'missing from the later extract',
} as const;

export const opportunityFaults = {
  closedBeforeCreated: 'close date before the day of creation',
  closedBeforeContact: 'won before any touch was logged',
  skippedStages: 'closed straight from the first stage',
  restatedAmount: 'amount changed after closing',
  overwrittenSource: 'source changed after creation',
  stale: 'open, nothing happened for months',
} as const;

export type LeadFault = keyof typeof leadFaults;
export type OpportunityFault = keyof typeof opportunityFaults;
