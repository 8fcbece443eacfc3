import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './range-executor.ts';
import { createRangeParser } from './range-parser.ts';
import type { FileLayout, RangeResult } from './range-task.ts';

const port = parentPort!;
const parser = createRangeParser(workerData as FileLayout);

port.on('message', (request: WorkerRequest) => {
  if ('task' in request) {
    const result = parser.parse(request.task);
    port.postMessage({ result } satisfies WorkerReply, buffersOf(result));
  } else {
    const texts = parser.interners().map((interner) => {
      if (interner === undefined) return undefined;
      const { size, bytes, offsets, hashes } = interner;
      return { size, bytes, offsets, hashes };
    });
    const buffers = texts.flatMap((text) => (text === undefined ? [] : [text.bytes.buffer, text.offsets.buffer, text.hashes.buffer]));
    port.postMessage({ texts } satisfies WorkerReply, buffers as ArrayBuffer[]);
  }
});

function buffersOf(result: RangeResult): ArrayBuffer[] {
  const buffers: ArrayBufferLike[] = [result.buffer];
  for (const piece of result.pieces) {
    buffers.push(piece.starts.buffer);
    for (const column of piece.columns) {
      if (column === undefined) continue;
      if (column.kind === 'codes') buffers.push(column.codes.buffer);
      else if (column.kind === 'values') buffers.push(column.values.buffer);
      else if (column.kind === 'flags') buffers.push(column.flags.buffer);
      else buffers.push(column.bytes.buffer, column.ends.buffer, column.hashes.buffer);
    }
  }
  return buffers as ArrayBuffer[];
}
