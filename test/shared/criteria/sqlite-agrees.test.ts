import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requireCriteria } from '#criteria/check.ts';
import { compileSqlite } from '#criteria/compile/sqlite.ts';
import { evaluateCriteria } from '#criteria/evaluate.ts';
import { explainRecord } from '#criteria/explain.ts';
import { formatCriteria } from '#criteria/format.ts';
import { parseCriteria } from '#criteria/parse.ts';
import { type LeadKind, type Subject, subjects } from '#criteria/reach.ts';
import { asSqlite } from './extract-layout.ts';
import { type RandomExtract, randomExtract } from './random-extract.ts';
import { typedRule } from './typed-rule.ts';
import { asOfMs, catalog, clock, contactCatalog, idsOf, sourceOf } from './world.ts';

function sqliteOf(extract: RandomExtract): Database.Database {
  const database = new Database(':memory:');
  for (const table of Object.values(extract)) {
    const { create, insert, rows } = asSqlite(table);
    database.exec(create);
    const statement = database.prepare(insert);
    for (const row of rows) statement.run(...row);
  }
  return database;
}

const cases: [Subject, LeadKind][] = [...subjects.map((subject): [Subject, LeadKind] => [subject, 'leads']), ['lead', 'contacts']];

describe('engine and SQLite select the same ids', () => {
  test.each(cases)('random rules over a %s kept in %s', (subject, leadKind) => {
    const known = leadKind === 'leads' ? catalog : contactCatalog;
    let met = 0;
    let missed = 0;
    const rules = fc.array(typedRule(subject, known, ['mixed', 'empty']), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(randomExtract, rules, (extract, several) => {
        const database = sqliteOf(extract);
        const source = sourceOf(extract, subject, leadKind);
        for (const rule of several) {
          const checked = requireCriteria(rule, { catalog: known, subject });
          const compiled = compileSqlite(checked, { catalog: known, clock, asOfMs, leadKind });
          expect(compiled.unsupported).toEqual([]);
          const { mask, count } = evaluateCriteria(rule, source);
          const selected = database.prepare(compiled.text).pluck().all().map(String).sort();
          expect(selected, `${formatCriteria(rule)}\n${compiled.text}`).toEqual(idsOf(extract, subject, leadKind, mask));
          expect(evaluateCriteria(parseCriteria(formatCriteria(rule)).rule, source).mask).toEqual(mask);
          for (let row = 0; row < mask.length; row++)
            if (!source.excluded?.[row]) expect(explainRecord(rule, source, row).met).toBe(mask[row] === 1);
          met += count;
          missed += mask.length - count;
        }
        database.close();
      }),
      { numRuns: 150 },
    );
    expect(met).toBeGreaterThan(200);
    expect(missed).toBeGreaterThan(200);
  });
});
