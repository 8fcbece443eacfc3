// Type-checks every environment apart: the pure rooms see neither Node nor the DOM, charts see React alone.
import { spawnSync } from 'node:child_process';

const configs = ['tsconfig.json', 'test/types/tsconfig.pure.json', 'test/types/tsconfig.charts.json'];
let failed = false;
for (const config of configs) {
  const run = spawnSync('tsc', ['-p', config], { stdio: 'inherit' });
  if (run.status !== 0) {
    console.error(`types: ${config} does not check`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
