import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json.ts';
import { currentHead, logHolds } from '#engine/council/log/current-head.ts';
import { listLog } from '#engine/council/log/list-log.ts';
import { logCheck } from '#engine/council/log/log-check.ts';
import { verifyLog } from '#engine/council/log/verify-log.ts';
import { setPolicy } from '#engine/council/policies/set-policy.ts';
import { sha256Hex } from '#engine/council/sha256-hex.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import type { Workspace } from '#engine/workspace/workspace.ts';
import { testCouncil } from '../test-council.ts';
import { signedCouncil } from '../test-signed-council.ts';
import { testWorkspace } from '../test-workspace.ts';

const councilTableNames = [
  'log_entries',
  'log_heads',
  'members',
  'member_names',
  'member_keys',
  'wrapped_keys',
  'definitions',
  'definition_versions',
  'sign_offs',
  'policies',
];

/** Runs statements past every rule, then gives what verification finds, and undoes them. */
function afterTampering(workspace: Workspace, ...statements: [sql: string, ...parameters: unknown[]][]) {
  const { connection } = workspace;
  connection.pragma('foreign_keys = OFF');
  connection.exec('BEGIN');
  try {
    for (const [statement, ...parameters] of statements) connection.prepare(statement).run(...parameters);
    return verifyLog(workspace);
  } finally {
    connection.exec('ROLLBACK');
    connection.pragma('foreign_keys = ON');
  }
}

describe('the decision log', () => {
  test('of a new workspace is empty and sound', () => {
    const { workspace } = testWorkspace();
    expect(currentHead(workspace)).toBeUndefined();
    expect(verifyLog(workspace)).toEqual({ ok: true, entries: 0, heads: [], signatures: 0, clockSetBack: [] });
    workspace.close();
  });

  test('stores the exact canonical bytes whose SHA-256 is the id, each naming the one before', () => {
    const { workspace } = signedCouncil();
    const rows = workspace.connection.prepare('SELECT id, bytes FROM log_entries ORDER BY seq').all() as { id: string; bytes: Buffer }[];
    let parents: string[] = [];
    for (const { id, bytes } of rows) {
      const entry = JSON.parse(bytes.toString());
      expect(canonicalJson(entry)).toBe(bytes.toString());
      expect(sha256Hex(bytes)).toBe(id);
      expect(entry.parents).toEqual(parents);
      parents = [id];
    }
    expect(verifyLog(workspace)).toMatchObject({ ok: true, entries: rows.length, heads: parents, signatures: 4 });
    expect(currentHead(workspace)).toEqual({ head: parents[0], seq: rows.length });
    expect([...logCheck(workspace)]).toEqual([]);
    workspace.close();
  });

  test('holds no name of a member', () => {
    const { workspace } = signedCouncil();
    const text = listLog(workspace)
      .map((entry) => JSON.stringify(entry))
      .join('\n');
    for (const name of ['Ines', 'Okafor', 'Mara', 'Lind', 'Sam', 'Duarte', 'Voss']) expect(text).not.toContain(name);
    workspace.close();
  });

  test('flags entries whose clock went back, without taking them for damage', () => {
    const { workspace, clock } = testCouncil();
    clock.nowMs -= 86_400_000;
    setPolicy(workspace, { maturityDays: 30 }, null);
    const { head, seq } = currentHead(workspace)!;
    expect(verifyLog(workspace)).toMatchObject({ ok: true, clockSetBack: [{ id: head, seq }] });
    workspace.close();
  });

  test('survives closing and opening the file', () => {
    const { workspace } = signedCouncil();
    const before = verifyLog(workspace);
    workspace.close();
    const again = openWorkspace(workspace.path, workspace.environment);
    expect(verifyLog(again)).toEqual(before);
    again.close();
  });

  test('knows which heads it holds, and tells an older copy and another course from its own', () => {
    const { workspace } = signedCouncil();
    const seen = currentHead(workspace)!;
    setPolicy(workspace, { maturityDays: 1 }, null);
    expect(logHolds(workspace, seen.head)).toBe(true);
    expect(verifyLog(workspace, seen).ok).toBe(true);
    expect(verifyLog(workspace, { head: 'f'.repeat(64), seq: seen.seq }).firstProblem).toMatchObject({ kind: 'forked' });
    expect(verifyLog(workspace, { head: 'f'.repeat(64), seq: 999 }).firstProblem).toMatchObject({ kind: 'rolledBack' });
    workspace.close();
  });
});

describe('tampering with the log is named:', () => {
  const { workspace } = signedCouncil('tampering');
  const entries = listLog(workspace);
  const bytesOf = (seq: number) =>
    (workspace.connection.prepare('SELECT bytes FROM log_entries WHERE seq = ?').get(seq) as { bytes: Buffer }).bytes;
  const policyAt = entries.find(({ type }) => type === 'policySet')!.seq;
  const signedAt = entries.find(({ type }) => type === 'definitionSigned')!.seq;
  const lastSeq = entries.at(-1)!.seq;
  const idAt = (seq: number) => entries[seq - 1]!.id;

  test('a changed text', () => {
    const bytes = Buffer.from(bytesOf(policyAt).toString().replace('"maturityDays":60', '"maturityDays":61'));
    const { ok, firstProblem } = afterTampering(workspace, ['UPDATE log_entries SET bytes = ? WHERE seq = ?', bytes, policyAt]);
    expect(ok).toBe(false);
    expect(firstProblem).toMatchObject({ kind: 'altered', seq: policyAt, id: idAt(policyAt) });
  });

  test('a changed text with its id made anew', () => {
    const bytes = Buffer.from(bytesOf(signedAt).toString().replace('"side":"marketing"', '"side":"sales"'));
    const { firstProblem } = afterTampering(workspace, [
      'UPDATE log_entries SET bytes = ?, id = ? WHERE seq = ?',
      bytes,
      sha256Hex(bytes),
      signedAt,
    ]);
    expect(firstProblem).toMatchObject({ kind: 'badSignature', seq: signedAt });
  });

  test('a changed first entry with its id made anew: the next one misses its parent', () => {
    const bytes = Buffer.from(bytesOf(1).toString().replace('2026-01-05', '2026-01-04'));
    const { firstProblem } = afterTampering(workspace, ['UPDATE log_entries SET bytes = ?, id = ? WHERE seq = 1', bytes, sha256Hex(bytes)]);
    expect(firstProblem).toMatchObject({ kind: 'unknownParent', seq: 2 });
  });

  test('another spelling of the same JSON', () => {
    const bytes = Buffer.from(` ${bytesOf(policyAt).toString()}`);
    const { firstProblem } = afterTampering(workspace, [
      'UPDATE log_entries SET bytes = ?, id = ? WHERE seq = ?',
      bytes,
      sha256Hex(bytes),
      policyAt,
    ]);
    expect(firstProblem).toMatchObject({ kind: 'altered', seq: policyAt });
  });

  test('a doubled key', () => {
    const bytes = Buffer.from(bytesOf(policyAt).toString().replace('{"at"', '{"by":null,"at"'));
    const { firstProblem } = afterTampering(workspace, [
      'UPDATE log_entries SET bytes = ?, id = ? WHERE seq = ?',
      bytes,
      sha256Hex(bytes),
      policyAt,
    ]);
    expect(firstProblem).toMatchObject({ kind: 'altered', seq: policyAt });
  });

  test('an entry removed from the middle', () => {
    const { firstProblem } = afterTampering(workspace, ['DELETE FROM log_entries WHERE seq = 5']);
    expect(firstProblem).toMatchObject({ kind: 'missing', seq: 6 });
  });

  test('an entry removed and the places closed up', () => {
    const { firstProblem } = afterTampering(
      workspace,
      ['DELETE FROM log_entries WHERE seq = 5'],
      ['UPDATE log_entries SET seq = -(seq - 1) WHERE seq > 5'],
      ['UPDATE log_entries SET seq = -seq WHERE seq < 0'],
    );
    expect(firstProblem).toMatchObject({ kind: 'unknownParent', seq: 5 });
  });

  test('the last entry removed', () => {
    const { firstProblem } = afterTampering(workspace, ['DELETE FROM log_entries WHERE seq = ?', lastSeq]);
    expect(firstProblem).toMatchObject({ kind: 'missing' });
  });

  test('the last entry removed with its rows and head: only a head seen outside the file tells', () => {
    const statements: [string, ...unknown[]][] = [
      ['DELETE FROM log_entries WHERE seq = ?', lastSeq],
      ['UPDATE log_heads SET id = ?', idAt(lastSeq - 1)],
      ['DELETE FROM policies'],
    ];
    expect(afterTampering(workspace, ...statements).ok).toBe(true);
    const { connection } = workspace;
    connection.pragma('foreign_keys = OFF');
    connection.exec('BEGIN');
    for (const [statement, ...parameters] of statements) connection.prepare(statement).run(...parameters);
    const { firstProblem } = verifyLog(workspace, { head: idAt(lastSeq), seq: lastSeq });
    connection.exec('ROLLBACK');
    connection.pragma('foreign_keys = ON');
    expect(firstProblem).toMatchObject({ kind: 'rolledBack' });
  });

  test('two entries that changed places', () => {
    const { firstProblem } = afterTampering(
      workspace,
      ['UPDATE log_entries SET seq = -1 WHERE seq = 3'],
      ['UPDATE log_entries SET seq = 3 WHERE seq = 4'],
      ['UPDATE log_entries SET seq = 4 WHERE seq = -1'],
    );
    expect(firstProblem).toMatchObject({ kind: 'reordered', seq: 3 });
  });

  test('an entry put in beside the line, with a right place and a right id', () => {
    const last = JSON.parse(bytesOf(lastSeq).toString());
    const bytes = Buffer.from(canonicalJson({ ...last, payload: { ...last.payload, version: 2 }, parents: [idAt(lastSeq - 1)] }));
    const { firstProblem } = afterTampering(workspace, [
      'INSERT INTO log_entries (seq, id, type, subject, bytes) VALUES (?, ?, ?, ?, ?)',
      lastSeq + 1,
      sha256Hex(bytes),
      'policySet',
      'policy',
      bytes,
    ]);
    expect(firstProblem).toMatchObject({ kind: 'forked' });
  });

  test('an entry put in at the end against the rules', () => {
    const last = JSON.parse(bytesOf(lastSeq).toString());
    const bytes = Buffer.from(canonicalJson({ ...last, parents: [idAt(lastSeq)] }));
    const { firstProblem } = afterTampering(workspace, [
      'INSERT INTO log_entries (seq, id, type, subject, bytes) VALUES (?, ?, ?, ?, ?)',
      lastSeq + 1,
      sha256Hex(bytes),
      'policySet',
      'policy',
      bytes,
    ]);
    expect(firstProblem).toMatchObject({ kind: 'againstRules', seq: lastSeq + 1 });
  });

  test('an entry of another workspace', () => {
    const last = JSON.parse(bytesOf(lastSeq).toString());
    const bytes = Buffer.from(canonicalJson({ ...last, workspace: '0'.repeat(32) }));
    const { firstProblem } = afterTampering(workspace, [
      'UPDATE log_entries SET bytes = ?, id = ? WHERE seq = ?',
      bytes,
      sha256Hex(bytes),
      lastSeq,
    ]);
    expect(firstProblem).toMatchObject({ kind: 'otherWorkspace', seq: lastSeq });
  });

  test.each([
    ['UPDATE definition_versions SET state = ? WHERE state = ?', 'inForce', 'draft'],
    ['UPDATE definition_versions SET in_force_from_ms = ?', 0],
    ['DELETE FROM sign_offs WHERE side = ?', 'sales'],
    ['INSERT INTO policies VALUES (2, ?, NULL, ?, ?)', '{}', '2026-01-05T09:00:00.000Z', ''],
    ['UPDATE member_names SET name = ? WHERE name LIKE ?', 'Someone Else', 'Mara%'],
    ['UPDATE members SET side = ? WHERE side = ?', 'sales', 'marketing'],
    ['UPDATE log_entries SET subject = ? WHERE seq = 1', 'policy'],
    ['DELETE FROM member_names WHERE name LIKE ?', 'Sam%'],
  ])('a table that says something else (%s)', (...statement) => {
    expect(afterTampering(workspace, statement as [string, ...unknown[]]).firstProblem).toMatchObject({ kind: 'tableDiffers' });
  });

  test('and untouched it is sound', () => {
    expect(afterTampering(workspace).ok).toBe(true);
  });
});

describe('every cell of the council’s tables', () => {
  test('is watched: a flipped bit in any of them is found', () => {
    const { workspace } = signedCouncil('flips');
    const { connection } = workspace;
    connection.pragma('foreign_keys = OFF');
    connection.pragma('ignore_check_constraints = ON');
    const random = fc.sample(fc.nat(7), { numRuns: 20_000, seed: 20260105 });
    let drawn = 0;
    let flips = 0;
    for (const table of councilTableNames) {
      const columns = connection.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[];
      const keys = connection.prepare(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`).pluck().all() as string[];
      const rows = connection.prepare(`SELECT * FROM ${table}`).all() as Record<string, string | number | Buffer | null>[];
      expect(rows.length, table).toBeGreaterThan(0);
      for (const row of rows)
        for (const column of columns) {
          const value = row[column]!;
          const size = value === null || typeof value === 'number' ? 1 : value.length;
          const step = Math.min(size, 29);
          for (let at = drawn % step; at < size; at += step) {
            const flipped = flippedBit(value, at, random[drawn++ % random.length]!);
            connection.exec('SAVEPOINT flip');
            connection
              .prepare(`UPDATE OR REPLACE ${table} SET "${column}" = ? WHERE ${keys.map((key) => `"${key}" = ?`).join(' AND ')}`)
              .run(flipped, ...keys.map((key) => row[key]));
            expect(verifyLog(workspace).ok, `${table}.${column}, byte ${at}`).toBe(false);
            connection.exec('ROLLBACK TO flip; RELEASE flip');
            flips++;
          }
        }
    }
    expect(flips).toBeGreaterThan(700);
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
  });
});

function flippedBit(value: string | number | Buffer | null, at: number, bit: number): string | number | Buffer {
  if (value === null) return 1;
  if (typeof value === 'number') return value ^ 1;
  if (typeof value === 'string')
    return value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ (1 << (bit % 5))) + value.slice(at + 1);
  const bytes = Buffer.from(value);
  bytes[at]! ^= 1 << bit;
  return bytes;
}
