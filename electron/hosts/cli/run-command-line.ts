import { ParleyError } from '#domain/errors.ts';
import type { Engine } from '#engine/dispatch.ts';
import { type Command, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';
import { nearest, parseArguments } from './parse-arguments.ts';
import { terminalJob } from './progress.ts';
import { safe } from './text/values.ts';

export interface Terminal {
  engine: Engine;
  print(text: string): void;
  note(text: string): void;
  errors: NodeJS.WriteStream;
  now(): number;
  readStdin(): Promise<string>;
}

/** Runs one command. @returns 0 done, 1 failed (one `error: …` line), 2 wrong usage, 3 a check did not hold. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const asked = name === 'help' && rest[0] !== undefined ? commands.find((one) => one.name === rest[0]) : undefined;
    if (name === 'help' && rest[0] !== undefined && !asked) return unknownCommand(rest[0], terminal);
    terminal.print(asked ? commandHelp(asked) : generalHelp(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) return unknownCommand(name, terminal);
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.print(commandHelp(command));
    return 0;
  }
  const { job, finish } = terminalJob(terminal.errors, terminal.now);
  try {
    const { positionals, flags } = parseArguments(command, rest);
    return await command.run({
      engine: terminal.engine,
      positionals,
      flags,
      job,
      print: terminal.print,
      note: terminal.note,
      readStdin: terminal.readStdin,
    });
  } catch (error) {
    finish();
    return report(error, command, terminal);
  } finally {
    finish();
    terminal.engine.close();
  }
}

function unknownCommand(name: string, { note }: Terminal): number {
  note(
    `error: there is no command "${safe(name)}"${nearest(
      name,
      commands.map((one) => one.name),
      'parley ',
    )}\nSee: parley help`,
  );
  return 2;
}

function report(error: unknown, command: Command, { note }: Terminal): number {
  if (error instanceof UsageError) {
    note(`error: ${safe(error.message)}\nusage: parley ${command.name} ${command.usage}\nSee: parley help ${command.name}`);
    return 2;
  }
  if (error instanceof ParleyError) {
    note(`error: ${safe(error.message).replaceAll('\\u000a', ' ')} (${error.code})`);
    if (process.env.PARLEY_TRACE && error.cause instanceof Error) note(error.cause.stack ?? error.cause.message);
    return 1;
  }
  note(
    `error: Parley failed (${error instanceof Error ? error.name : typeof error}). This is a fault of Parley; PARLEY_TRACE=1 shows where. (E_INTERNAL)`,
  );
  if (process.env.PARLEY_TRACE && error instanceof Error) note(error.stack ?? error.message);
  return 1;
}
