import { describe, expect, it } from 'vitest';
import { commands } from '#hosts/cli/commands.ts';
import { parseArguments } from '#hosts/cli/parse-arguments.ts';
import { parley } from './parley.ts';
import { shellWords } from './shell-words.ts';

describe('help', () => {
  it('lists every command, on standard output', async () => {
    const { code, out, err } = await parley(['help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { name, summary } of commands)
      expect(
        out.split('\n').some((line) => line.startsWith(`  ${name} `) && line.endsWith(`  ${summary}`)),
        name,
      ).toBe(true);
    expect(out).toMatch(/exit codes: 0 done, 1 failed, 2 wrong usage, 3 a check did not hold/);
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    'of %s shows usage, flags and examples that can be called',
    async (name, command) => {
      const { code, out } = await parley(['help', name]);
      expect(code).toBe(0);
      expect(out).toContain(`usage: parley ${name} ${command.usage}`.trimEnd());
      expect((await parley([name, '--help'])).out).toBe(out);
      for (const [flag, { help }] of Object.entries(command.flags)) {
        expect(out).toContain(`--${flag}`);
        expect(help.length, flag).toBeGreaterThan(5);
      }
      expect(command.summary).toMatch(/^\p{Lu}.*\.$/u);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        expect(out).toContain(example);
        const [program, called, ...words] = shellWords(example);
        expect([program, called]).toEqual(['parley', name]);
        expect(() => parseArguments(command, words), example).not.toThrow();
      }
    },
  );

  it('names each command once', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });

  it('is the answer to no command at all, as wrong usage', async () => {
    const { code, out } = await parley([]);
    expect(code).toBe(2);
    expect(out).toMatch(/usage: parley <command>/);
  });
});

describe('shellWords', () => {
  it('stops where the output is sent elsewhere', () => {
    expect(shellWords('parley rejects a.parley --json > b.json')).toEqual(['parley', 'rejects', 'a.parley', '--json']);
  });

  it('holds quoted words together', () => {
    expect(shellWords(`parley x --filter 'a = "b c"' --name="Ada Lane" d`)).toEqual([
      'parley',
      'x',
      '--filter',
      'a = "b c"',
      '--name=Ada Lane',
      'd',
    ]);
  });
});
