import { Worker } from 'node:worker_threads';
import { ParleyError } from '#domain/errors.ts';
import type { AssembledColumn, ColumnTask } from './assemble-column.ts';
import type { KeptColumn } from './range-parser.ts';
import type { FileLayout, RangeResult, RangeTask } from './range-task.ts';

export type ThreadRequest =
  | { do: 'start'; layout: FileLayout }
  | { do: 'read'; task: RangeTask }
  | { do: 'finish' }
  | { do: 'assemble'; task: ColumnTask };
export type ThreadReply = { started: true } | { result: RangeResult } | { kept: KeptColumn[] } | { column: AssembledColumn };

/** A thread that answers one request at a time. */
export interface ReadingThread {
  ask<T extends ThreadReply>(request: ThreadRequest, transfer: ArrayBuffer[]): Promise<T>;
  /** Lets the thread wait for the next file; ends it where it is still at work. */
  rest(): void;
  end(): void;
}

/** Threads take a tenth of a second to start, so that those of one file wait a moment for the next. */
const restMs = 3000;

/** Threads make next to no small objects. */
const youngGenerationMb = 4;

interface RestingThread {
  wake(): ReadingThread;
}

const resting: RestingThread[] = [];

export function takeReadingThread(): ReadingThread {
  return resting.pop()?.wake() ?? startThread();
}

function startThread(): ReadingThread {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  });
  let waiting: { resolve(reply: ThreadReply): void; reject(error: Error): void } | undefined;
  let ended: Error | undefined;
  const fail = (error: Error) => {
    ended ??= error;
    waiting?.reject(ended);
    waiting = undefined;
  };
  worker.on('message', (reply: ThreadReply) => {
    const answered = waiting;
    waiting = undefined;
    answered?.resolve(reply);
  });
  worker.on('error', (error) => fail(new ParleyError('E_WORKER', `A reading thread failed: ${error.message}. Import the file again.`)));
  worker.on('exit', () => fail(new ParleyError('E_WORKER', 'A reading thread ended before its work was done. Import the file again.')));
  const thread: ReadingThread = {
    ask: <T extends ThreadReply>(request: ThreadRequest, transfer: ArrayBuffer[]) =>
      new Promise<T>((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        waiting = { resolve: (reply) => resolve(reply as T), reject };
        worker.postMessage(request, transfer);
      }),
    rest() {
      if (waiting !== undefined || ended !== undefined) return thread.end();
      worker.unref();
      const timer = setTimeout(() => {
        resting.splice(resting.indexOf(place), 1);
        thread.end();
      }, restMs).unref();
      const place: RestingThread = {
        wake() {
          clearTimeout(timer);
          worker.ref();
          return thread;
        },
      };
      resting.push(place);
    },
    end() {
      waiting = undefined;
      void worker.terminate();
    },
  };
  return thread;
}
