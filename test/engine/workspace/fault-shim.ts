import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Builds the fault injector from the material beside the project; `shim` is undefined where there is none or no compiler. */
export function buildFaultShim(): { root: string; shim: string | undefined } {
  const source = fileURLToPath(new URL('../../../../shared/faults/fi.c', import.meta.url));
  const root = mkdtempSync(join(tmpdir(), 'parley-faults-'));
  const shim = join(root, 'fi.so');
  const built = existsSync(source) && spawnSync('gcc', ['-O2', '-shared', '-fPIC', '-o', shim, source, '-ldl']).status === 0;
  return { root, shim: built ? shim : undefined };
}

export interface TracedCall {
  /** W write, S sync, T truncate, A acknowledgement; others are left to the reader. */
  kind: string;
  file: string;
  /** Position of a write, new length of a truncate. */
  at: number;
  bytes: Buffer;
}

/** Reads what the injector recorded. */
export function parseTrace(trace: Buffer): TracedCall[] {
  const calls: TracedCall[] = [];
  for (let position = 0; position < trace.length; ) {
    const end = trace.indexOf(10, position);
    const [kind, file, at, length] = trace.toString('latin1', position, end).split(' ') as [string, string, string, string];
    position = end + 1;
    const size = kind === 'W' || kind === 'A' ? Number(length) : 0;
    calls.push({ kind, file, at: Number(at), bytes: trace.subarray(position, position + size) });
    position += size;
  }
  return calls;
}
