import { Worker } from 'node:worker_threads';
import { ParleyError } from '#domain/errors.ts';
import { createRangeParser } from './range-parser.ts';
import type { FileLayout, RangeResult, RangeTask } from './range-task.ts';
import type { TextInterner } from './text-interner.ts';

/** The texts that one executor met in a column. */
export type ExecutorTexts = Pick<TextInterner, 'size' | 'bytes' | 'offsets' | 'hashes'>;

/** Reads one range at a time, here or in a thread of its own. */
export interface RangeExecutor {
  run(task: RangeTask): Promise<RangeResult>;
  /** The dictionaries of the text columns, by position in the file; the executor is done then. */
  finish(): Promise<(ExecutorTexts | undefined)[]>;
  close(): void;
}

/** Reads ranges on this thread, giving way to other work between them. */
export function inlineExecutor(layout: FileLayout): RangeExecutor {
  const parser = createRangeParser(layout);
  return {
    async run(task) {
      await new Promise(setImmediate);
      return parser.parse(task);
    },
    finish: async () => parser.interners(),
    close: () => {},
  };
}

export type WorkerRequest = { task: RangeTask } | { finish: true };
export type WorkerReply = { result: RangeResult } | { texts: (ExecutorTexts | undefined)[] } | { failure: string };

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
  const ask = (request: WorkerRequest, transfer: ArrayBuffer[]) =>
    new Promise<WorkerReply>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      settle = resolve;
      fail = reject;
      worker.postMessage(request, transfer);
    });
  return {
    async run(task) {
      const reply = await ask({ task }, [task.buffer]);
      if ('result' in reply) return reply.result;
      throw new ParleyError('E_WORKER', `A reading thread failed: ${'failure' in reply ? reply.failure : 'unexpected answer'}.`);
    },
    async finish() {
      const reply = await ask({ finish: true }, []);
      if ('texts' in reply) return reply.texts;
      throw new ParleyError('E_WORKER', `A reading thread failed: ${'failure' in reply ? reply.failure : 'unexpected answer'}.`);
    },
    close() {
      fail = undefined;
      void worker.terminate();
    },
  };
}
