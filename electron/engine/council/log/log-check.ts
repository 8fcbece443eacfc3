import type { WorkspaceCheck } from '../../workspace/check-finding.ts';
import { verifyLog } from './verify-log.ts';

/** The log's own check, for the check of a whole workspace. */
export const logCheck: WorkspaceCheck = function* (workspace) {
  const { firstProblem } = verifyLog(workspace);
  if (firstProblem)
    yield {
      area: 'log',
      code: 'E_LOG',
      message: firstProblem.message,
      data: { kind: firstProblem.kind, id: firstProblem.id, seq: firstProblem.seq },
    };
};
