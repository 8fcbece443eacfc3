// Imports one extract after another into a workspace and says how many it has kept, until it is killed.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { planImport } from '#engine/import/plan-import.ts';
import { runImport } from '#engine/import/run-import.ts';
import { quietJob } from '#engine/job.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';

const [path, folder] = process.argv.slice(2);
const workspace = openWorkspace(path!, { now: () => Date.UTC(2026, 5, 1), randomBytes: (length) => randomBytes(length) });
const count = workspace.connection.prepare('SELECT count(*) FROM extracts').pluck();
const leads = 2_000;
writeSync(1, 'ready\n');
for (;;) {
  const number = (count.get() as number) + 1;
  const source = join(folder!, `${process.pid}-${number}`);
  mkdirSync(source, { recursive: true });
  const at = `2026-01-01T00:00:${String(number % 60).padStart(2, '0')}Z`;
  const lines = (head: string, row: (index: number) => string) =>
    `${[head, ...Array.from({ length: leads }, (_, index) => row(index))].join('\n')}\n`;
  writeFileSync(
    join(source, 'Lead.csv'),
    lines('Id,LastName,Status,OwnerId,CreatedDate', (index) => `L${index},Name ${index} of ${number},Open,U1,${at}`),
  );
  writeFileSync(
    join(source, 'LeadHistory.csv'),
    lines('Id,LeadId,CreatedById,CreatedDate,Field,OldValue,NewValue', (index) => `H${number}-${index},L${index},U1,${at},Status,Open,MQL`),
  );
  writeFileSync(join(source, 'Account.csv'), `Id,Name,OwnerId,BillingCountry\nA${number},One,U1,PE\nragged\n`);
  const plan = await planImport([source], { timeZone: 'UTC', currency: 'USD' });
  await runImport(workspace, plan, quietJob(), { engineVersion: 'test' });
  writeSync(1, `${number}\n`);
}
