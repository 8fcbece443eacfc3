import type { Command } from './command.ts';

export function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'parley: one definition, one number, one log. Runs on files on this machine; nothing leaves it.',
    '',
    'usage: parley <command> <workspace> …        <workspace> is the path of a .parley file',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'parley help <command> shows flags and worked examples. With --json, results alone go to standard output.',
    'exit codes: 0 done, 1 failed, 2 wrong usage, 3 a check did not hold',
  ].join('\n');
}

export function commandHelp({ name, usage, summary, flags, examples }: Command): string {
  const entries = Object.entries(flags).map(([flag, { type, placeholder, help }]) => ({
    left: `--${flag}${type === 'switch' ? '' : ` ${placeholder ?? 'VALUE'}`}`,
    help,
  }));
  const width = Math.max(0, ...entries.map(({ left }) => left.length));
  return [
    `usage: parley ${name} ${usage}`,
    '',
    summary,
    ...(entries.length > 0 ? ['', ...entries.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`)] : []),
    '',
    'examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n');
}
