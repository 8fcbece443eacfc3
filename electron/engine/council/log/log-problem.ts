export type LogProblemKind =
  | 'altered'
  | 'missing'
  | 'reordered'
  | 'unknownParent'
  | 'otherWorkspace'
  | 'forked'
  | 'badSignature'
  | 'againstRules'
  | 'tableDiffers'
  | 'rolledBack';

/** What a check of the log found first. */
export interface LogProblem {
  kind: LogProblemKind;
  /** The entry, or the last entry that touched the row; empty where none is known. */
  id: string;
  /** Its place in the log, 0 where none is known. */
  seq: number;
  message: string;
}
