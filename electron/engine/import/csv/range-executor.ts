import { Worker } from 'node:worker_threads';
import { ParleyError } from '#domain/errors.ts';
import { type AssembledColumn, assembleColumn, buffersOfKept, type ColumnTask } from './assemble-column.ts';
import { createRangeParser, type KeptColumn } from './range-parser.ts';
import type { FileLayout, RangeResult, RangeTask } from './range-task.ts';

/** Does one thing at a time, here or in a thread of its own. */
export interface RangeExecutor {
  read(task: RangeTask): Promise<RangeResult>;
  /** What it holds of the columns, by position in the file; no range can be read after. */
  finish(): Promise<KeptColumn[]>;
  assemble(task: ColumnTask): Promise<AssembledColumn>;
  close(): void;
}

/** Works on this thread, giving way to others between its steps. */
export function inlineExecutor(layout: FileLayout): RangeExecutor {
  const parser = createRangeParser(layout);
  const giveWay = () => new Promise(setImmediate);
  return {
    async read(task) {
      await giveWay();
      return parser.parse(task);
    },
    finish: async () => parser.finish(),
    async assemble(task) {
      await giveWay();
      return assembleColumn(task);
    },
    close: () => {},
  };
}

export type WorkerRequest = { do: 'read'; task: RangeTask } | { do: 'finish' } | { do: 'assemble'; task: ColumnTask };
export type WorkerReply = { result: RangeResult } | { kept: KeptColumn[] } | { column: AssembledColumn };

export function workerExecutor(layout: FileLayout): RangeExecutor {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    workerData: layout,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let settle: ((reply: WorkerReply) => void) | undefined;
  let fail: ((error: Error) => void) | undefined;
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    fail?.(ended);
  };
  worker.on('message', (reply: WorkerReply) => settle?.(reply));
  worker.on('error', end);
  worker.on('exit', () => end(new ParleyError('E_WORKER', 'A reading thread ended before its work was done. Import the file again.')));
  const ask = <T extends WorkerReply>(request: WorkerRequest, transfer: ArrayBuffer[]) =>
    new Promise<T>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      settle = (reply) => resolve(reply as T);
      fail = reject;
      worker.postMessage(request, transfer);
    });
  return {
    read: async (task) => (await ask<{ result: RangeResult }>({ do: 'read', task }, [task.buffer])).result,
    finish: async () => (await ask<{ kept: KeptColumn[] }>({ do: 'finish' }, [])).kept,
    assemble: async (task) => (await ask<{ column: AssembledColumn }>({ do: 'assemble', task }, task.kept.flatMap(buffersOfKept))).column,
    close() {
      fail = undefined;
      void worker.terminate();
    },
  };
}
