import { parentPort } from 'node:worker_threads';
import { assembleColumn, buffersOfColumn, buffersOfKept } from './assemble-column.ts';
import { createRangeParser, type RangeParser } from './range-parser.ts';
import type { ThreadReply, ThreadRequest } from './reading-thread.ts';

const port = parentPort!;
let parser: RangeParser | undefined;

port.on('message', (request: ThreadRequest) => {
  switch (request.do) {
    case 'start':
      parser = createRangeParser(request.layout);
      reply({ started: true }, []);
      break;
    case 'read': {
      const result = parser!.parse(request.task);
      reply({ result }, [result.buffer]);
      break;
    }
    case 'finish': {
      const kept = parser!.finish();
      parser = undefined;
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

function reply(message: ThreadReply, transfer: ArrayBuffer[]): void {
  port.postMessage(message, transfer);
}
