import { parseArgs } from 'node:util';

export const benchNames = ['import', 'analyses', 'rules', 'open', 'pack'] as const;
export type BenchName = (typeof benchNames)[number];

export interface BenchOptions {
  names: BenchName[];
  /** Leads of each data set, smallest first. */
  sizes: number[];
  runs: number;
  seed: number;
}

const usage = `npm run bench -- [${benchNames.join('|')}]... [--sizes 10000,100000,1000000] [--runs N] [--seed N]`;

/** Reads the command line; no name means all of them, no size a million leads. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      sizes: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const unknown = positionals.find((name) => !(benchNames as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`Expected one of ${benchNames.join(', ')}, got ${unknown}. Usage: ${usage}`);
  const whole = (name: string, text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1)
      throw new Error(`Expected --${name} as a whole number from 1, got ${text}. Usage: ${usage}`);
    return value;
  };
  return {
    names: positionals.length > 0 ? (positionals as BenchName[]) : [...benchNames],
    sizes: values.sizes
      .split(',')
      .map((size) => whole('sizes', size))
      .sort((a, b) => a - b),
    runs: whole('runs', values.runs),
    seed: whole('seed', values.seed),
  };
}
