import type { Engine } from '#engine/dispatch.ts';
import type { JobContext } from '#engine/job.ts';

/** How a flag is given: `--name VALUE`, `--name` alone, or `--name VALUE` several times. */
export interface Flag {
  type: 'value' | 'switch' | 'list';
  /** Placeholder of the value in the help, such as FILE. */
  placeholder?: string;
  help: string;
}

export type FlagValues = Record<string, string | boolean | string[] | undefined>;

/** What a command works with. */
export interface CommandContext {
  engine: Engine;
  positionals: string[];
  flags: FlagValues;
  job: JobContext;
  /** To standard output. */
  print(text: string): void;
  /** A note to standard error. */
  note(text: string): void;
  readStdin(): Promise<string>;
}

export interface Command {
  name: string;
  /** What follows the name, such as `<workspace> <file>...`. */
  usage: string;
  summary: string;
  flags: Record<string, Flag>;
  examples: string[];
  /** Number of words after the name. */
  positionals: { least: number; most: number };
  /** @returns the exit code: 0 done, 3 a check did not hold. */
  run(context: CommandContext): Promise<number>;
}

/** A call with wrong words; exit code 2. */
export class UsageError extends Error {
  readonly command: Command | undefined;

  constructor(message: string, command?: Command) {
    super(message);
    this.name = 'UsageError';
    this.command = command;
  }
}

export const json: Record<string, Flag> = { json: { type: 'switch', help: 'print the result as JSON on standard output' } };

export function textFlag(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberFlag(flags: FlagValues, name: string): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`--${name} expects a number, got "${text}".`);
  return value;
}

/** The choice that a word names. @throws UsageError where it names none. */
export function oneOf<const Choice extends string>(value: string, choices: readonly Choice[], what: string, command: Command): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new UsageError(`${what} expects one of ${choices.join(', ')}, got "${value}"`, command);
  return choice;
}

export function listFlag(flags: FlagValues, name: string): string[] {
  const value = flags[name];
  return Array.isArray(value) ? value : [];
}

export function printJson({ print }: Pick<CommandContext, 'print'>, value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Leaves out the keys without a value. */
export function given<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}
