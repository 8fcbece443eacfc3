import { rmSync, statSync } from 'node:fs';
import { openOurs } from './ours.ts';
import { reportChild } from './run-child.ts';

const [file] = process.argv.slice(2) as [string];
const target = `${file}.pack.pdf`;
const ours = openOurs(file);
ours.facts();
const started = performance.now();
await ours.writePack(target);
const packMs = performance.now() - started;
ours.close();
reportChild({ packMs, sinceStartMs: performance.now(), bytes: statSync(target).size });
rmSync(target);
