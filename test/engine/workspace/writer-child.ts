// Writes batch after batch into a workspace and says the number of each once it is kept, until it is killed.
import { writeSync } from 'node:fs';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { sampleColumns } from './sample-columns.ts';

const workspace = openWorkspace(process.argv[2]!, { now: () => 0, randomBytes: (length) => new Uint8Array(length) });
const count = workspace.connection.prepare('SELECT count(*) FROM batches').pluck();
for (;;) {
  const number = (count.get() as number) + 1;
  workspace.transaction(() => workspace.segments.write(`b${String(number).padStart(6, '0')}`, 20_000, sampleColumns(20_000, number)));
  writeSync(1, `${number}\n`);
}
