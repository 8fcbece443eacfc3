import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { Environment } from '../environment.ts';
import type { JobContext } from '../job.ts';
import type { Session } from '../session.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a host gives a call beside its input: the paths that the user picked, and the job to report to. */
export interface CallContext {
  job: JobContext;
  picked: readonly string[];
}

/** What a call may use. `workspace` and `session` throw E_NO_WORKSPACE where none is open. */
export interface CallScope extends CallContext {
  readonly environment: Environment;
  readonly workspace: Workspace;
  readonly session: Session;
  readonly hasWorkspace: boolean;
}

export type Handler<Name extends CallName> = (input: CallInput<Name>, scope: CallScope) => CallOutput<Name> | Promise<CallOutput<Name>>;
export type Handlers<Names extends CallName = CallName> = { [Name in Names]: Handler<Name> };
