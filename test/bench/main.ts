import { analysesBench } from './analyses-bench.ts';
import { type BenchName, type BenchOptions, benchOptions } from './bench-options.ts';
import { importBench } from './import-bench.ts';
import { machineFacts } from './machine-facts.ts';
import { openBench } from './open-bench.ts';
import { packBench } from './pack-bench.ts';
import { rulesBench } from './rules-bench.ts';

const benches: Record<BenchName, (options: BenchOptions) => Promise<void>> = {
  import: importBench,
  analyses: analysesBench,
  rules: rulesBench,
  open: openBench,
  pack: packBench,
};

const options = benchOptions(process.argv.slice(2));
console.log(machineFacts());
console.log(`Medians of ${options.runs} interleaved runs; ratios are medians of the pairs' ratios, Parley / peer.`);
for (const name of options.names) await benches[name](options);
