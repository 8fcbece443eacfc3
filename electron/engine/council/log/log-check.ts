import type { CheckFinding } from '../../workspace/check-finding.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { verifyLog } from './verify-log.ts';

/** The decision log's part in a check of the whole workspace: the first problem that `verifyLog` finds. */
export function* logCheck(workspace: Workspace): Generator<CheckFinding> {
  const { firstProblem } = verifyLog(workspace);
  if (firstProblem === undefined) return;
  const { kind, id, seq, message } = firstProblem;
  yield { area: 'log', code: 'E_LOG', message, data: { kind, id, seq } };
}
