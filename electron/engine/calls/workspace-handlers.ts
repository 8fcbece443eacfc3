import { basename } from 'node:path';
import type { workspaceCalls } from '#contract/workspace-calls.ts';
import { currentHead } from '../council/log/current-head.ts';
import { logCheck } from '../council/log/log-check.ts';
import { checkExtracts } from '../extracts/extract-digest.ts';
import { engineVersion } from '../version.ts';
import { backupWorkspace } from '../workspace/backup-workspace.ts';
import type { WorkspaceCheck } from '../workspace/check-finding.ts';
import { checkWorkspace } from '../workspace/check-workspace.ts';
import { sql } from '../workspace/sql.ts';
import type { Handlers } from './handler.ts';

/** What the other rooms check beside the file itself. */
export const councilAndExtractChecks: WorkspaceCheck[] = [logCheck, (workspace) => checkExtracts(workspace)];

export const workspaceHandlers: Handlers<keyof typeof workspaceCalls> = {
  'workspace.info': (_input, { workspace }) => {
    const { workspaceId, timeZone, currency, createdAt } = workspace.settings;
    return {
      name: basename(workspace.path),
      workspaceId,
      mode: workspace.mode,
      timeZone,
      currency,
      createdAt,
      extracts: workspace.all(sql.selectFrom('extracts').select('id')).length,
      logHead: currentHead(workspace)?.head ?? null,
      engine: engineVersion,
    };
  },
  'workspace.check': (_input, { workspace, job }) => checkWorkspace(workspace, councilAndExtractChecks, job),
  'workspace.backup': ({ overwrite }, { workspace, picked, job }) =>
    backupWorkspace(workspace, picked[0]!, { overwrite: overwrite ?? false, checks: councilAndExtractChecks, job }),
};
