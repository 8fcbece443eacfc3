// Writes batches into a workspace and notes each in a file beside it once it is kept; with `careless` SQLite is told not to sync.
import { openSync, writeSync } from 'node:fs';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { sampleColumns } from './sample-columns.ts';

const [path, careless] = process.argv.slice(2);
const workspace = openWorkspace(path!, { now: () => 0, randomBytes: (length) => new Uint8Array(length) });
if (careless === 'careless') workspace.connection.pragma('synchronous = OFF');
// A small cache makes pages leave for the file in the midst of a transaction too.
workspace.connection.pragma('cache_size = 10');
const noted = openSync(`${path}.ack`, 'w');
for (let number = 1; number <= 4; number++) {
  workspace.transaction(() => {
    if (number === 4) workspace.segments.drop('b1');
    workspace.segments.write(`b${number}`, 3_000, sampleColumns(3_000, number));
  });
  writeSync(noted, `${number}`);
}
process.kill(process.pid, 'SIGKILL');
