import { type Command, type FlagValues, UsageError } from './command.ts';

/** Splits a command's words into positionals and flags. `--` ends the flags; `--name=value` works; a negative number is a value. */
export function parseArguments(command: Command, words: readonly string[]): { positionals: string[]; flags: FlagValues } {
  const positionals: string[] = [];
  const flags: FlagValues = {};
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === '--') {
      positionals.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('--')) {
      positionals.push(word);
      continue;
    }
    const [name, inline] = splitOnce(word.slice(2));
    const flag = Object.hasOwn(command.flags, name) ? command.flags[name]! : undefined;
    if (!flag) throw new UsageError(`unknown flag --${name}${nearest(name, Object.keys(command.flags))}`, command);
    if (flag.type === 'switch') {
      if (inline !== undefined) throw new UsageError(`--${name} takes no value`, command);
      flags[name] = true;
      continue;
    }
    const value = inline ?? words[++index];
    if (value === undefined || value === '') throw new UsageError(`--${name} needs ${flag.placeholder ?? 'a value'}`, command);
    if (flag.type === 'list') flags[name] = [...((flags[name] as string[] | undefined) ?? []), value];
    else if (flags[name] !== undefined) throw new UsageError(`--${name} is given twice`, command);
    else flags[name] = value;
  }
  const { least, most } = command.positionals;
  if (positionals.length < least) throw new UsageError(`expected ${command.usage}`, command);
  if (positionals.length > most) throw new UsageError(`unexpected "${positionals[most]}"`, command);
  return { positionals, flags };
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** `; did you mean --as-of?` where a known name is close. */
export function nearest(name: string, known: readonly string[], prefix = '--'): string {
  const close = known.map((other) => ({ other, distance: editDistance(name, other) })).sort((a, b) => a.distance - b.distance)[0];
  return close && close.distance <= Math.max(2, Math.floor(name.length / 3)) ? `; did you mean ${prefix}${close.other}?` : '';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
