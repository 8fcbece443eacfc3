import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json.ts';
import { withdrawDefinition } from '#engine/council/definitions/change-version.ts';
import { draftDefinition } from '#engine/council/definitions/draft-definition.ts';
import { currentHead } from '#engine/council/log/current-head.ts';
import { changeMember } from '#engine/council/members/add-member.ts';
import { definitionTable } from '#engine/council/publication/definition-table.ts';
import { definitionsCsv } from '#engine/council/publication/definitions-csv.ts';
import { type DefinitionsFile, definitionsDigest, definitionsJson, rowHash } from '#engine/council/publication/definitions-json.ts';
import { definitionsMarkdown } from '#engine/council/publication/definitions-markdown.ts';
import { verifyDefinitionsFile } from '#engine/council/publication/verify-definitions-file.ts';
import { sha256Hex } from '#engine/council/sha256-hex.ts';
import { mql, testCouncil } from '../test-council.ts';
import { signedCouncil } from '../test-signed-council.ts';

const english = (criteria: string) => `In words: ${criteria}.`;

function published(seed?: string) {
  const council = signedCouncil(seed);
  const { workspace } = council;
  const rows = definitionTable(workspace, { atMs: Date.parse('2026-02-01T00:00:00Z'), english });
  return { ...council, rows, json: definitionsJson(workspace.settings.workspaceId, currentHead(workspace) ?? null, rows) };
}

describe('the definition table', () => {
  test('holds what is in force and what is signed, with its sign-offs, and no draft', () => {
    const { workspace, rows } = published();
    expect(rows.map(({ id, state, owner, effectiveFrom }) => ({ id, state, owner, effectiveFrom }))).toEqual([
      { id: 'inbound-mql', state: 'inForce', owner: { name: 'Ines Okafor', title: 'Head of RevOps' }, effectiveFrom: null },
      { id: 'inbound-sal', state: 'signed', owner: { name: 'Ines Okafor', title: 'Head of RevOps' }, effectiveFrom: null },
    ]);
    expect(rows[0]!.signOffs.map(({ name, side }) => [name, side])).toEqual([
      ['Mara Lind', 'marketing'],
      ['Sam Duarte', 'sales'],
    ]);
    expect(rows[0]!.english).toBe('In words: lead.score >= 65 and lead.email is filled.');
    workspace.close();
  });

  test('of a moment in the past holds what was in force then', () => {
    const { workspace, chair, rows } = published();
    expect(rows[0]!.effectiveTo).toBeNull();
    withdrawDefinition(workspace, { definition: 'inbound-mql', version: 1 }, chair.id, { reason: 'Split by region.' });
    const [then] = definitionTable(workspace, { atMs: Date.parse('2026-01-01T00:00:00Z'), english });
    expect(then).toMatchObject({ id: 'inbound-mql', state: 'withdrawn' });
    expect(then!.effectiveTo).toMatch(/^2026-01-05T/);
    expect(definitionTable(workspace, { atMs: Date.parse('2027-01-01T00:00:00Z'), english }).map(({ id }) => id)).toEqual(['inbound-sal']);
    workspace.close();
  });

  test('as CSV reads back, and no cell runs in a spreadsheet', () => {
    const { workspace, rows } = published();
    const formula = { ...rows[0]!, term: '=cmd|x', owner: { name: '@SUM(1)', title: 'a\n=1' } };
    const [header, first, , hostile] = parse(definitionsCsv([...rows, formula]), { bom: true }) as string[][];
    expect(header!.slice(0, 4)).toEqual(['Term', 'Motion', 'Version', 'State']);
    expect(first!.slice(0, 5)).toEqual(['MQL', 'inbound', '1', 'in force', 'lead.score >= 65 and lead.email is filled']);
    expect(hostile![0]).toBe("'=cmd|x");
    expect(hostile![6]).toBe("'@SUM(1), a =1");
    workspace.close();
  });

  test('as Markdown is one line a row, and its texts stay text', () => {
    const { workspace, rows } = published();
    const lines = definitionsMarkdown(rows).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
    expect(lines[3]).toContain('&#61;1&#124;2'.replace('&#61;', '='));
    expect(definitionsMarkdown([{ ...rows[0]!, term: '<img src=x>\n| [a](javascript:1)' }])).not.toMatch(/<img|\]\(/);
    workspace.close();
  });

  test('of an empty council has a header alone', () => {
    const { workspace } = testCouncil();
    const rows = definitionTable(workspace, { atMs: 0, english });
    expect(definitionsMarkdown(rows).split('\n')).toHaveLength(3);
    expect(parse(definitionsCsv(rows), { bom: true })).toHaveLength(1);
    expect(verifyDefinitionsFile(definitionsJson(workspace.settings.workspaceId, null, rows), workspace)).toMatchObject({
      ok: true,
      definitions: 0,
    });
    workspace.close();
  });
});

describe('a published definitions.json', () => {
  test('verifies alone and against its workspace, also after later drafts; the same table gives the same bytes', () => {
    const { workspace, chair, json } = published();
    expect(verifyDefinitionsFile(json)).toEqual({ ok: true, definitions: 2, signatures: 4, againstWorkspace: false });
    draftDefinition(workspace, mql(chair.id, 90), null);
    expect(verifyDefinitionsFile(json, workspace)).toEqual({ ok: true, definitions: 2, signatures: 4, againstWorkspace: true });
    workspace.close();
    const again = published();
    expect(again.json).toBe(json);
    again.workspace.close();
  });

  test('every changed character that changes a value is found', () => {
    const { workspace, json } = published();
    const value = canonicalJson(JSON.parse(json));
    for (let at = 0; at < json.length; at += 11) {
      const flipped = json.slice(0, at) + String.fromCharCode(json.charCodeAt(at) ^ 1) + json.slice(at + 1);
      if (sameValue(flipped, value)) continue;
      expect(verifyDefinitionsFile(flipped).ok, `character ${at}`).toBe(false);
    }
    workspace.close();
  });

  const resealed = (json: string, change: (file: DefinitionsFile) => void): string => {
    const file: DefinitionsFile = JSON.parse(json);
    change(file);
    const { manifest, ...body } = file;
    manifest.rows = file.definitions.map((row) => ({
      id: row.id,
      version: row.version,
      contentHash: row.contentHash,
      rowHash: rowHash(row),
    }));
    manifest.digest = definitionsDigest({ ...body, rows: manifest.rows });
    return JSON.stringify(file);
  };

  test.each<[string, (file: DefinitionsFile) => void, RegExp]>([
    [
      'another threshold, its hashes made anew',
      ({ definitions: [row] }) => {
        row!.criteria = 'lead.score >= 1';
        row!.content.criteria = 'lead.score >= 1';
        row!.contentHash = sha256Hex(canonicalJson(row!.content));
      },
      /message$/,
    ],
    ['a rule beside its signed content', ({ definitions: [row] }) => void (row!.criteria = 'lead.score >= 1'), /criteria$/],
    ['one sign-off alone', ({ definitions: [row] }) => void row!.signOffs.pop(), /signOffs$/],
    ['one sign-off twice', ({ definitions: [row] }) => void (row!.signOffs[1] = row!.signOffs[0]!), /signOffs$/],
    ["another row's sign-offs", ({ definitions: [row, other] }) => void (row!.signOffs = other!.signOffs), /message$/],
    ['another workspace', (file) => void (file.workspace = '0'.repeat(32)), /message$/],
    [
      'the other side under the same signature',
      ({ definitions: [row] }) => {
        for (const signOff of row!.signOffs) signOff.side = signOff.side === 'sales' ? 'marketing' : 'sales';
      },
      /message$/,
    ],
    ['an altered signature', ({ definitions: [row] }) => void (row!.signOffs[0]!.signature = row!.signOffs[1]!.signature), /signature$/],
  ])('resealed with %s is refused', (_what, change, path) => {
    const { workspace, json } = published();
    const result = verifyDefinitionsFile(resealed(json, change));
    expect(result.ok).toBe(false);
    expect(result.firstProblem!.path).toMatch(path);
    workspace.close();
  });

  test('resealed with another name or time, which signatures do not cover, is refused against the workspace', () => {
    const { workspace, json, marketing } = published();
    const check = (change: (file: DefinitionsFile) => void) => verifyDefinitionsFile(resealed(json, change), workspace).firstProblem?.path;
    expect(check(({ definitions: [row] }) => void (row!.signOffs[0]!.name = 'Sam Duarte'))).toBe('/definitions/0/signOffs/0');
    expect(check(({ definitions: [row] }) => void (row!.signOffs[1]!.signedAt = '2020-01-01T00:00:00.000Z'))).toBe(
      '/definitions/0/signOffs/1',
    );
    expect(check(({ definitions: [row] }) => void (row!.owner.name = 'Somebody'))).toBe('/definitions/0/owner/name');
    expect(check((file) => void (file.log = { head: '0'.repeat(64), seq: 3 }))).toBe('/log/head');
    expect(check(() => undefined)).toBeUndefined();
    changeMember(workspace, marketing.id, { name: 'Mara Lind-Berg' }, null);
    expect(
      check(() => undefined),
      'a name borne at publication',
    ).toBeUndefined();
    workspace.close();
  });

  test('from another workspace is refused by this one', () => {
    const [here, there] = [published('here'), published('there')];
    expect(verifyDefinitionsFile(there.json)).toMatchObject({ ok: true });
    expect(verifyDefinitionsFile(there.json, here.workspace)).toMatchObject({ ok: false, firstProblem: { path: '/workspace' } });
    here.workspace.close();
    there.workspace.close();
  });

  test.each([
    ['nothing', ''],
    ['another format', '{"format":"parley.other.1"}'],
    ['a list', '[]'],
    ['a doubled key', '{"format":"parley.definitions.1","format":"parley.definitions.1"}'],
    ['missing parts', '{"format":"parley.definitions.1"}'],
  ])('that is %s is refused in words', (_what, text) => {
    const result = verifyDefinitionsFile(text);
    expect(result).toMatchObject({ ok: false, definitions: 0 });
    expect(result.firstProblem!.message).toMatch(/expected/i);
  });
});

function sameValue(text: string, value: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === value;
  } catch {
    return false;
  }
}
