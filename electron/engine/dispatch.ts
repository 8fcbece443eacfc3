import { type CallInput, type CallName, type CallOutput, calls, isCallName } from '#contract/calls.ts';
import { ParleyError } from '#domain/errors.ts';
import { analysisHandlers } from './calls/analysis-handlers.ts';
import { councilHandlers } from './calls/council-handlers.ts';
import { criteriaHandlers } from './calls/criteria-handlers.ts';
import { documentHandlers } from './calls/document-handlers.ts';
import { extractHandlers } from './calls/extract-handlers.ts';
import type { CallContext, CallScope, Handlers } from './calls/handler.ts';
import { workspaceHandlers } from './calls/workspace-handlers.ts';
import { currentHead, logHolds } from './council/log/current-head.ts';
import type { Environment } from './environment.ts';
import { cleanStaging } from './import/staging.ts';
import { quietJob } from './job.ts';
import { sessionOf } from './session.ts';
import { type CreateOptions, createWorkspace } from './workspace/create-workspace.ts';
import { type OpenOptions, openWorkspace } from './workspace/open-workspace.ts';
import { writeWitness } from './workspace/witness.ts';
import type { Workspace } from './workspace/workspace.ts';

export const handlers: Handlers = {
  ...workspaceHandlers,
  ...extractHandlers,
  ...criteriaHandlers,
  ...councilHandlers,
  ...analysisHandlers,
  ...documentHandlers,
};

/** The engine of one process: at most one workspace, and every call through one door. */
export interface Engine {
  readonly workspace: Workspace | undefined;
  create(path: string, options: CreateOptions): Workspace;
  open(path: string, options?: Pick<OpenOptions, 'readOnly'>): Workspace;
  close(): void;
  /** Validates the input, runs the call, validates the output. Errors are ParleyErrors; anything else becomes E_INTERNAL without its text. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>, context?: Partial<CallContext>): Promise<CallOutput<Name>>;
}

const witness = { currentHead, holds: logHolds };

export function createEngine(environment: Environment): Engine {
  let workspace: Workspace | undefined;

  const adopt = (opened: Workspace): Workspace => {
    workspace?.close();
    workspace = opened;
    return opened;
  };
  const close = (): void => {
    workspace?.close();
    workspace = undefined;
  };
  const requireOpen = (): Workspace => {
    if (!workspace) throw new ParleyError('E_NO_WORKSPACE', 'This needs an open workspace, and none is open.');
    return workspace;
  };
  const scopeOf = (context: Partial<CallContext>): CallScope => ({
    environment,
    job: context.job ?? quietJob(),
    picked: context.picked ?? [],
    get workspace() {
      return requireOpen();
    },
    get session() {
      return sessionOf(requireOpen());
    },
    get hasWorkspace() {
      return workspace !== undefined;
    },
  });

  return {
    get workspace() {
      return workspace;
    },
    create: (path, options) => adopt(createWorkspace(path, options, environment, { witness })),
    open: (path, options = {}) => {
      const opened = adopt(openWorkspace(path, environment, { ...options, witness }));
      if (opened.mode === 'readWrite') cleanStaging(opened);
      return opened;
    },
    close,
    call: async (name, input, context = {}) => {
      if (!isCallName(name)) throw new ParleyError('E_ARGS', 'There is no call of that name.');
      const contract = calls[name];
      if (contract.needsWorkspace) requireOpen();
      const scope = scopeOf(context);
      if (contract.picks !== 'nothing' && scope.picked.length === 0)
        throw new ParleyError('E_ARGS', `${name} needs ${contract.picks} that the user picked, and none came.`);
      const parsed = contract.input.safeParse(input);
      if (!parsed.success) throw argumentError(name, parsed.error.issues);
      const before = contract.kind === 'read' ? undefined : workspace && currentHead(workspace)?.head;
      try {
        const output = await (handlers[name] as (input: unknown, scope: CallScope) => unknown)(parsed.data, scope);
        if (contract.kind !== 'read') rememberHead(workspace, before, environment);
        const checked = contract.output.safeParse(output);
        if (!checked.success) throw outputError(name, checked.error.issues);
        return output as never;
      } catch (error) {
        throw error instanceof ParleyError ? error : internalError(name, error);
      }
    },
  };
}

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

function argumentError(name: string, issues: readonly Issue[]): ParleyError {
  const [issue] = issues;
  const path = issue!.path.map(String).join('.');
  return new ParleyError('E_ARGS', `${name}: ${path === '' ? 'the input' : path}: ${issue!.message}.`, { path });
}

function outputError(name: string, issues: readonly Issue[]): ParleyError {
  const [issue] = issues;
  return new ParleyError(
    'E_INTERNAL',
    `${name} gave a result that its contract does not allow, at ${issue!.path.map(String).join('.')}: ${issue!.message}. This is a fault of Parley.`,
  );
}

function internalError(name: string, error: unknown): ParleyError {
  const fault = new ParleyError(
    'E_INTERNAL',
    `${name} failed inside Parley (${error instanceof Error ? error.name : typeof error}). Nothing was acknowledged; run "parley check" on the workspace.`,
  );
  fault.cause = error;
  return fault;
}

/** Leaves the log's head beside the file, so that an older copy put in its place is noticed. */
function rememberHead(workspace: Workspace | undefined, before: string | undefined, { randomBytes }: Environment): void {
  if (!workspace || workspace.mode === 'readOnly') return;
  const now = currentHead(workspace);
  if (now && now.head !== before) writeWitness(workspace.path, { workspaceId: workspace.settings.workspaceId, ...now }, randomBytes);
}
