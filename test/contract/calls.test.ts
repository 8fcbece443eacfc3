import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { analysisCalls, analysisNames } from '#contract/analysis-calls.ts';
import { calls, isCallName } from '#contract/calls.ts';
import { createEngine, handlers } from '#engine/dispatch.ts';
import { fixedEnvironment } from '../engine/workspace/workspace-setup.ts';

const entries = Object.entries(calls);

describe('the contract', () => {
  it('has a handler for each call, and no handler without a call', () => {
    expect(Object.keys(handlers).toSorted()).toEqual(Object.keys(calls).toSorted());
    for (const [name, handler] of Object.entries(handlers)) expect(handler, name).toBeTypeOf('function');
  });

  it.each(entries)('%s says what it does in a sentence, and how it is called', (name, { summary, kind, picks, needsWorkspace }) => {
    expect(name).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/);
    expect(summary).toMatch(/^\p{Lu}.{10,}\.$/u);
    expect(['read', 'write', 'job']).toContain(kind);
    expect(['nothing', 'files', 'target']).toContain(picks);
    expect(needsWorkspace).toBeTypeOf('boolean');
  });

  it.each(entries)('%s takes nothing that it does not know', (_, { input }) => {
    const parsed = input.safeParse({ 'no such key': 1 });
    expect(parsed.error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
  });

  it.each(entries)('%s takes neither a path nor SQL', (_, { input }) => {
    const { properties = {} } = z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }) as { properties?: object };
    for (const key of Object.keys(properties)) expect(key).not.toMatch(/path|file|folder|directory|sql|query/i);
  });

  it.each(Object.entries(analysisCalls))('%s gives the four coordinates and nothing undeclared', (_, { kind, output }) => {
    expect(kind).toBe('read');
    const schema = z.toJSONSchema(output) as { properties: object; additionalProperties?: boolean; required: string[] };
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(
      expect.arrayContaining([
        'analysis',
        'asOf',
        'timeZone',
        'cohort',
        'motion',
        'filter',
        'definitions',
        'policies',
        'extracts',
        'engine',
        'unit',
        'warnings',
      ]),
    );
  });

  it('names the analyses as every host does', () => {
    for (const name of analysisNames) expect(isCallName(`${name}.run`)).toBe(true);
    expect(analysisNames).toEqual(
      expect.arrayContaining(['leakage', 'calibration', 'sla', 'rejections', 'velocity', 'hygiene', 'scorecard']),
    );
    for (const name of ['toString', '__proto__', 'leakage']) expect(isCallName(name)).toBe(false);
  });
});

describe('the dispatcher', () => {
  const engine = createEngine(fixedEnvironment());
  const unknown = engine.call as unknown as (name: string, input: unknown, context?: object) => Promise<unknown>;

  it.each(['toString', '__proto__', 'sql.run', ''])('knows no call "%s"', async (name) => {
    await expect(unknown(name, {})).rejects.toMatchObject({ name: 'ParleyError', code: 'E_ARGS' });
  });

  it.each(entries.filter(([, { needsWorkspace }]) => needsWorkspace))('asks for a workspace before %s', async (name) => {
    await expect(unknown(name, {})).rejects.toMatchObject({ code: 'E_NO_WORKSPACE' });
  });

  it('asks for a picked file where the call needs one', async () => {
    await expect(unknown('pack.verify', {})).rejects.toMatchObject({ code: 'E_ARGS', message: expect.stringMatching(/needs files/) });
  });

  it('names the place of a wrong argument', async () => {
    await expect(unknown('criteria.compile', { criteria: 'lead.score >= 1', target: 'cobol' })).rejects.toMatchObject({
      code: 'E_ARGS',
      path: 'target',
      message: expect.stringMatching(/^criteria\.compile: target: /),
    });
  });
});
