import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import { clearAway, replaceFile, temporaryName } from './claim-name.ts';
import type { Workspace } from './workspace.ts';

/** The newest head of the log that was seen, kept beside the workspace: an older copy put in its place is noticed. */
export interface Witness {
  workspaceId: string;
  /** Id of the newest log entry, or of the heads together. */
  head: string;
  /** Entries in the log. */
  seq: number;
}

export interface WitnessCheck {
  /** The head of the log in the file; undefined while the log is empty. */
  currentHead(workspace: Workspace): { head: string; seq: number } | undefined;
  /** Whether the log holds an entry; where given, a longer log without the witnessed head is found too. */
  holds?(workspace: Workspace, head: string): boolean;
}

export function witnessPath(workspacePath: string): string {
  return `${workspacePath}.parley-head`;
}

/** Puts a witness beside the workspace in one step. */
export function writeWitness(workspacePath: string, witness: Witness, randomBytes: (length: number) => Uint8Array): void {
  const target = witnessPath(workspacePath);
  const temporary = temporaryName(target, randomBytes);
  const { workspaceId, head, seq } = witness;
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(descriptor, `${JSON.stringify({ workspaceId, head, seq })}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    replaceFile(temporary, target);
  } catch (error) {
    clearAway(temporary);
    throw error;
  }
}

/** The witness beside a workspace; undefined where there is none or it cannot be read as one. */
export function readWitness(workspacePath: string): Witness | undefined {
  try {
    const { workspaceId, head, seq } = JSON.parse(readFileSync(witnessPath(workspacePath), 'utf8'));
    return typeof workspaceId === 'string' && typeof head === 'string' && Number.isSafeInteger(seq)
      ? { workspaceId, head, seq }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Throws E_ROLLED_BACK where the log is older than the witnessed one, E_FORKED where it took another course. */
export function requireWitnessed(workspace: Workspace, check: WitnessCheck): void {
  const seen = readWitness(workspace.path);
  if (!seen) return;
  const refuse = (code: string, what: string, found?: { head: string; seq: number }) =>
    new ParleyError(
      code,
      `${workspace.path}: ${what} Restore the newest backup, or, if you mean to go on with this copy, move ${witnessPath(workspace.path)} aside.`,
      { data: { witnessed: { head: seen.head, seq: seen.seq }, found: found ?? null } },
    );
  if (seen.workspaceId !== workspace.settings.workspaceId) throw refuse('E_FORKED', 'Another workspace stood under this name before.');
  const found = check.currentHead(workspace);
  const describe = `the log was seen at entry ${seen.seq} (${seen.head.slice(0, 12)}), this copy ends at entry ${found?.seq ?? 0} (${found?.head.slice(0, 12) ?? 'none'}).`;
  if ((found?.seq ?? 0) < seen.seq) throw refuse('E_ROLLED_BACK', `This is an older copy of the workspace: ${describe}`, found);
  const known = found!.head === seen.head || (found!.seq > seen.seq && (check.holds?.(workspace, seen.head) ?? true));
  if (!known) throw refuse('E_FORKED', `The log of this copy took another course: ${describe}`, found);
}

/**
 * Writes down the log's head whenever it has moved on. The change itself is kept by then: a witness that cannot be written is left
 * at the older head, which only notices less.
 */
export function keepWitness(check: WitnessCheck): (workspace: Workspace) => void {
  let last: string | undefined;
  return (workspace) => {
    const found = check.currentHead(workspace);
    if (!found || found.head === last) return;
    try {
      writeWitness(
        workspace.path,
        { workspaceId: workspace.settings.workspaceId, head: found.head, seq: found.seq },
        workspace.environment.randomBytes,
      );
      last = found.head;
    } catch {
      // See above.
    }
  };
}
