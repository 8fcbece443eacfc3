import type { JobContext } from '../job.ts';
import type { Workspace } from './workspace.ts';

export interface CheckFinding {
  /** Where the damage lies: `pages`, `references`, `schema`, `connection`, `settings`, `segments`, `file`, or an area of a further check. */
  area: string;
  code: string;
  message: string;
  data?: Record<string, unknown>;
}

/** A check of another room, such as that of the council's log. Yields what it finds, and undefined between long steps, where the job may stop. */
export type WorkspaceCheck = (workspace: Workspace, job: JobContext) => Iterable<CheckFinding | undefined>;
