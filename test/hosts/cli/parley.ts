import { createEngine } from '#engine/dispatch.ts';
import { runCommandLine } from '#hosts/cli/run-command-line.ts';
import { fixedEnvironment } from '../../engine/workspace/workspace-setup.ts';

/** What a command left behind: exit code, standard output and standard error. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

const environment = fixedEnvironment();

/** Runs one command in this process, with a captured terminal. @param stdin what standard input says. */
export async function parley(words: readonly string[], stdin = ''): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(words, {
    engine: createEngine(environment),
    print: (text) => out.push(text),
    note: (text) => err.push(text),
    errors: { isTTY: false, write: (text: string) => err.push(text) > 0 } as unknown as NodeJS.WriteStream,
    now: () => 0,
    readStdin: async () => stdin,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The JSON that a command prints with `--json`. */
export async function parleyJson(...words: string[]): Promise<unknown> {
  const { code, out, err } = await parley([...words, '--json']);
  if (code !== 0) throw new Error(`parley ${words.join(' ')} exited ${code}: ${err}`);
  return JSON.parse(out);
}
