import type { z } from 'zod';

/** What a call needs the user to have picked: paths never travel inside inputs. */
export type Picks = 'nothing' | 'files' | 'target';

/** One call of the engine: what goes in, what comes out, and what it says of itself. */
export interface CallContract<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** `read` changes nothing, `write` is one transaction, `job` is long: it reports progress and can be cancelled. */
  kind: 'read' | 'write' | 'job';
  /** Whether a workspace must be open. */
  needsWorkspace: boolean;
  picks: Picks;
  summary: string;
  input: Input;
  output: Output;
}

export function defineCall<Input extends z.ZodType, Output extends z.ZodType>(
  contract: Omit<CallContract<Input, Output>, 'needsWorkspace' | 'picks'> & Partial<Pick<CallContract, 'needsWorkspace' | 'picks'>>,
): CallContract<Input, Output> {
  return { needsWorkspace: true, picks: 'nothing', ...contract };
}
