import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { leadCsv } from '../../engine/import/import-setup.ts';
import { testFolder } from '../../engine/workspace/workspace-setup.ts';
import { parley, parleyJson } from './parley.ts';

let folder: string;
let workspace: string;
beforeEach(async () => {
  folder = testFolder();
  workspace = join(folder, 'w.parley');
  writeFileSync(join(folder, 'Lead.csv'), leadCsv);
  expect((await parley(['new', workspace])).code).toBe(0);
});
const importLeads = () => parley(['import', workspace, join(folder, 'Lead.csv')]);

describe('wrong usage exits 2, says what was wrong, and prints nothing', () => {
  it.each([
    [['leekage'], /there is no command "leekage"/],
    [['analyse'], /did you mean parley analyze\?/],
    [['analyze', 'W', 'leakage', '--group-bye', 'team'], /unknown flag --group-bye; did you mean --group-by\?/],
    [['analyze', 'W', 'leakage', '--zzzzzzzzzz'], /unknown flag --zzzzzzzzzz$/m],
    [['analyze', 'W', 'leekage'], /there is no analysis "leekage"; did you mean leakage\?/],
    [['analyze', 'W', 'leakage', '--bands', 'width:10'], /--bands goes with calibration, not with leakage/],
    [['analyze', 'W', 'calibration', '--horizon', 'soon'], /--horizon expects a number, got "soon"/],
    [['analyze', 'W'], /expected <workspace> <analysis>/],
    [['analyze', 'W', 'leakage', 'more'], /unexpected "more"/],
    [['analyze', 'W', 'leakage', '--from'], /--from needs T/],
    [['analyze', 'W', 'leakage', '--from', '2026-01-01', '--from', '2026-02-01'], /--from is given twice/],
    [['analyze', 'W', 'leakage', '--json=yes'], /--json takes no value/],
    [['evaluate', 'W'], /--criteria is missing/],
    [['compile', '--criteria', 'lead.score >= 1', '--target', 'cobol'], /--target expects one of sqlite/],
    [['definition', 'frobnicate', 'W'], /frobnicate/],
    [['policy', 'set', 'W'], /--file is missing/],
    [['member', 'add', 'W', '--name', 'Ada'], /--title is missing/],
    [['pack', 'W', 'qbr'], /--out is missing/],
    [['pack', 'W', 'novel', '--out', 'x.pdf'], /the document expects one of/],
    [['export', 'W'], /--out is missing/],
    [['new'], /expected <workspace>/],
  ])('%j', async (words, message) => {
    const { code, out, err } = await parley(words.map((word) => (word === 'W' ? workspace : word)));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: /);
    expect(err).toMatch(message);
    expect(err).toMatch(/See: parley help/);
  });
});

describe('a failure exits 1 with one line that begins with "error: ", and prints nothing', () => {
  it.each([
    ['a workspace that is not there', ['info', 'missing.parley']],
    ['a file that is no workspace', ['info', 'LEADS']],
    ['a workspace that is there already', ['new', 'W']],
    ['no extract', ['analyze', 'W', 'leakage']],
    ['a rule that cannot be read', ['evaluate', 'W', '--criteria', 'lead.score >=']],
    ['a rule file that is not there', ['evaluate', 'W', '--criteria', '@missing.rule']],
    ['a file to import that is not there', ['import', 'W', 'missing.csv']],
    ['a policy that is no JSON', ['policy', 'set', 'W', '--file', 'LEADS']],
    ['a policy with a key that nobody knows', ['policy', 'set', 'W', '--file', 'POLICY']],
    ['a definition that does not exist', ['definition', 'show', 'W', 'nothing@1']],
    ['a document that is not there', ['verify', 'missing.pdf']],
    ['a zone that does not exist', ['new', 'other.parley', '--time-zone', 'Mars/Olympus']],
  ])('%s', async (_, words) => {
    writeFileSync(join(folder, 'policy.json'), '{"acceptanceWindow": 48}');
    const places: Record<string, string> = { W: workspace, LEADS: join(folder, 'Lead.csv'), POLICY: join(folder, 'policy.json') };
    const { code, out, err } = await parley(words.map((word) => places[word] ?? word.replace(/^(@?)(missing|other)\./, `$1${folder}/$2.`)));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: [^\n]+ \(E_[A-Z_0-9]+\)$/);
    expect(err).not.toContain('E_INTERNAL');
  });

  it('wrong words of an analysis name the place: cohort, grouping, motion, filter', async () => {
    await importLeads();
    for (const [flag, value, said] of [
      ['--from', 'yesterday', /from should be a date like/],
      ['--group-by', 'shoe size', /Cannot group by "shoe size"/],
      ['--motion', 'sideways', /No handoff has the motion "sideways"/],
      ['--filter', 'lead.shoeSize > 3', /shoeSize/],
      ['--as-of', 'soon', /asOf should be a time like/],
      ['--definition', 'mql', /Expected a definition version/],
    ] as const) {
      const { code, out, err } = await parley(['analyze', workspace, 'leakage', flag, value]);
      expect({ code, out }, flag).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^error: [^\n]+$/);
      expect(err).toMatch(said);
    }
  });

  it('an empty cohort is refused', async () => {
    await importLeads();
    const { code, err } = await parley(['analyze', workspace, 'leakage', '--from', '2026-03-01', '--to', '2026-03-01']);
    expect(code).toBe(1);
    expect(err).toMatch(/cohort is empty/);
  });

  it('a dry run that leaves questions says so, after the plan', async () => {
    const path = join(folder, 'things.csv');
    writeFileSync(path, 'a,b\n1,2\n');
    const { code, err } = await parley(['import', workspace, path, '--dry-run']);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: [^\n]+$/);
  });
});

describe('a check that does not hold exits 3', () => {
  it('where a published definition table was changed', async () => {
    const path = join(folder, 'definitions.json');
    expect((await parley(['pack', workspace, 'definitions', '--out', path])).code).toBe(0);
    expect((await parley(['verify', path])).code).toBe(0);
    const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...file, workspaceId: 'another' }));
    const { code, out, err } = await parley(['verify', path, '--workspace', workspace]);
    expect(code).toBe(3);
    expect(out).not.toBe('');
    expect(err).toBe('');
  });

  it('but not where everything holds', async () => {
    for (const words of [
      ['check', workspace],
      ['verify', workspace],
      ['log', workspace, '--verify'],
    ])
      expect((await parley(words)).code, words.join(' ')).toBe(0);
  });
});

describe('--json prints JSON alone on standard output', () => {
  it('for every command that knows it', async () => {
    await importLeads();
    const rule = ['--criteria', 'lead.score >= 60'];
    for (const words of [
      ['info', workspace],
      ['extracts', workspace],
      ['fields', workspace],
      ['rejects', workspace],
      ['evaluate', workspace, ...rule, '--ids'],
      ['explain', workspace, ...rule, '--id', '00Q000000000001EAA'],
      ['compile', ...rule, '--target', 'soql'],
      ['definition', 'list', workspace],
      ['member', 'list', workspace],
      ['policy', 'show', workspace],
      ['log', workspace],
      ['check', workspace],
      ['analyze', workspace, 'leakage'],
      ['import', workspace, join(folder, 'Lead.csv')],
      ['import', workspace, join(folder, 'Lead.csv'), '--dry-run'],
      ['export', workspace, '--out', join(folder, 'tables')],
      ['backup', workspace, join(folder, 'copy.parley')],
    ]) {
      const { code, out } = await parley([...words, '--json']);
      expect(code, words.join(' ')).toBe(0);
      expect(() => JSON.parse(out), words.join(' ')).not.toThrow();
    }
  });

  it('gives the same object as without, where the words are for people', async () => {
    await importLeads();
    expect(await parleyJson('evaluate', workspace, '--criteria', 'lead.score >= 60')).toEqual({ object: 'lead', total: 1, count: 1 });
    const { out } = await parley(['evaluate', workspace, '--criteria', 'lead.score >= 60']);
    expect(out).toBe('1 of 1 lead records meet the rule (100.0 %).');
  });
});

describe('what people read', () => {
  it('never steers the terminal: control characters of an extract are shown as escapes', async () => {
    const path = join(folder, 'Evil.csv');
    writeFileSync(path, leadCsv.replace('Webinar', 'Web\u001b[31minar'));
    expect((await parley(['import', workspace, path, '--kind', 'leads'])).code).toBe(0);
    for (const words of [
      ['fields', workspace],
      ['analyze', workspace, 'leakage', '--group-by', 'source'],
      ['analyze', workspace, 'hygiene'],
      ['explain', workspace, '--criteria', 'lead.source = "x"', '--id', '00Q000000000001EAA'],
    ]) {
      const { out, err } = await parley(words);
      expect(`${out}${err}`, words.join(' ')).not.toContain('\u001b');
    }
  });
});
