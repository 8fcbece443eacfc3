import { openOurs } from './ours.ts';
import { reportChild } from './run-child.ts';

const [file] = process.argv.slice(2) as [string];
const started = performance.now();
const ours = openOurs(file);
const openedMs = performance.now() - started;
const { totals } = await ours.call('leakage.run', {});
reportChild({ openedMs, firstFigureMs: performance.now() - started, sinceStartMs: performance.now(), handoffs: totals.handoffs });
ours.close();
