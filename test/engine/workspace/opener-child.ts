// Opens the workspace of its first argument and says so, or says why not; with `hold` it keeps it until it is killed.
import { ParleyError } from '#domain/errors.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';

const [path, hold] = process.argv.slice(2);
try {
  const workspace = openWorkspace(path!, { now: Date.now, randomBytes: (length) => new Uint8Array(length) });
  console.log('open');
  if (hold === 'hold') setInterval(() => workspace.path, 1_000);
  else workspace.close();
} catch (error) {
  console.log(error instanceof ParleyError ? error.code : String(error));
}
