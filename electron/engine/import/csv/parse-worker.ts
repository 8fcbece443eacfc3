import { parentPort, workerData } from 'node:worker_threads';
import { arraysOfPiece, assembleColumn, buffersOfColumn, distinctBuffers } from './assemble-column.ts';
import type { WorkerReply, WorkerRequest } from './range-executor.ts';
import { createRangeParser } from './range-parser.ts';
import type { FileLayout, RangeResult } from './range-task.ts';

const port = parentPort!;
const parser = createRangeParser(workerData as FileLayout);

port.on('message', (request: WorkerRequest) => {
  switch (request.do) {
    case 'read': {
      const result = parser.parse(request.task);
      reply({ result }, [result.buffer, ...distinctBuffers(arraysOfResult(result))]);
      break;
    }
    case 'finish': {
      const texts = parser.texts();
      reply({ texts }, distinctBuffers(texts.flatMap((own) => (own === undefined ? [] : [own.bytes, own.offsets, own.hashes]))));
      break;
    }
    case 'assemble': {
      const column = assembleColumn(request.task);
      reply({ column }, buffersOfColumn(column));
      break;
    }
  }
});

function reply(message: WorkerReply, transfer: ArrayBuffer[]): void {
  port.postMessage(message, transfer);
}

function arraysOfResult(result: RangeResult): ArrayBufferView[] {
  return result.pieces.flatMap(({ columns }) => columns.flatMap((piece) => (piece === undefined ? [] : arraysOfPiece(piece))));
}
