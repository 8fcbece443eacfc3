import type { z } from 'zod';
import { analysisCalls } from './analysis-calls.ts';
import { councilCalls } from './council-calls.ts';
import { criteriaCalls } from './criteria-calls.ts';
import { documentCalls } from './document-calls.ts';
import { extractCalls } from './extract-calls.ts';
import { workspaceCalls } from './workspace-calls.ts';

/** Every call of the engine. */
export const calls = { ...workspaceCalls, ...extractCalls, ...criteriaCalls, ...councilCalls, ...analysisCalls, ...documentCalls };

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}
