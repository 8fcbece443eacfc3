import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listExtracts } from '#engine/extracts/list-extracts.ts';
import { listRejects } from '#engine/extracts/list-rejects.ts';
import { tablesAsOf } from '#engine/extracts/tables-as-of.ts';
import { importPaths, newWorkspace } from './import-setup.ts';

const id = fc.constantFrom('1', '2', '3', '00Q000000000001', '00Q000000000001EAA', '');
const cell = fc.constantFrom('', 'Open', 'a "b" c', 'x,y', 'line\nbreak', "'=1", '=1', 'ünï', 'N/A', '0');
const date = fc.constantFrom('2026-01-01', '2026-01-01T10:00:00Z', '2026-02-30', '', 'soon');
const number = fc.constantFrom('', '1', '1.5', '-3', '1e400', 'many');
const row = fc.record({ id, status: cell, name: cell, createdAt: date, score: number, extra: fc.constantFrom(0, 0, 0, 0, 1, -1) });

const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

describe('rows', () => {
  it('are all accepted, rejected or duplicates, whatever the file', async () => {
    const { workspace, folder } = newWorkspace();
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), async (rows, lineEnd, endsInLine) => {
        const lines = rows.map((one) => {
          const cells = [one.id, quote(one.status), quote(one.name), one.createdAt, one.score];
          if (one.extra === 1) cells.push('more');
          if (one.extra === -1) cells.pop();
          return cells.join(',');
        });
        const path = join(folder, 'Lead.csv');
        const text = ['Id,Status,LastName,CreatedDate,Lead_Score__c', ...lines].join(lineEnd) + (endsInLine ? lineEnd : '');
        writeFileSync(path, text);
        const report = await importPaths(workspace, [path], { asOfMs: 1_000 + number++ });
        const file = report.files[0]!;
        const kept = rows.filter(Boolean).length;
        expect(file.rowsRead).toBe(kept);
        expect(file.accepted + file.rejected + file.duplicates).toBe(file.rowsRead);
        expect(file.bytes).toBe(Buffer.byteLength(text));
        const rejects = listRejects(workspace, { extractId: report.extractId });
        expect(rejects.total).toBe(file.rejected);
        for (const reject of rejects.rejects)
          expect(reject).toMatchObject({
            code: expect.stringMatching(/^\w+$/),
            reason: expect.stringMatching(/\.$/),
            raw: expect.any(String),
          });
        const listed = listExtracts(workspace).find((extract) => extract.id === report.extractId)!;
        expect(listed.files[0]).toMatchObject({ accepted: file.accepted, rejected: file.rejected, duplicates: file.duplicates });
        expect(tablesAsOf(workspace, 1_000 + number).table('leads')!.rowCount).toBeGreaterThanOrEqual(file.accepted);
      }),
      { numRuns: 150 },
    );
  });
});
