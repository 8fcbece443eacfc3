import { type AssembledColumn, assembleColumn, buffersOfKept, type ColumnTask } from './assemble-column.ts';
import { createRangeParser, type KeptColumn } from './range-parser.ts';
import type { FileLayout, RangeResult, RangeTask } from './range-task.ts';
import { takeReadingThread } from './reading-thread.ts';

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

export function threadExecutor(layout: FileLayout): RangeExecutor {
  const thread = takeReadingThread();
  const started = thread.ask({ do: 'start', layout }, []);
  started.catch(() => {});
  let finished = false;
  return {
    async read(task) {
      await started;
      return (await thread.ask<{ result: RangeResult }>({ do: 'read', task }, [task.buffer])).result;
    },
    async finish() {
      await started;
      const { kept } = await thread.ask<{ kept: KeptColumn[] }>({ do: 'finish' }, []);
      finished = true;
      return kept;
    },
    assemble: async (task) =>
      (await thread.ask<{ column: AssembledColumn }>({ do: 'assemble', task }, task.kept.flatMap(buffersOfKept))).column,
    close() {
      if (finished) thread.rest();
      else thread.end();
    },
  };
}
