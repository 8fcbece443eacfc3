import { parentPort, workerData } from 'node:worker_threads';
import { assembleColumn, buffersOfColumn, buffersOfKept } from './assemble-column.ts';
import type { WorkerReply, WorkerRequest } from './range-executor.ts';
import { createRangeParser } from './range-parser.ts';
import type { FileLayout } from './range-task.ts';

const port = parentPort!;
const parser = createRangeParser(workerData as FileLayout);

port.on('message', (request: WorkerRequest) => {
  switch (request.do) {
    case 'read': {
      const result = parser.parse(request.task);
      reply({ result }, [result.buffer]);
      break;
    }
    case 'finish': {
      const kept = parser.finish();
      reply({ kept }, kept.flatMap(buffersOfKept));
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
