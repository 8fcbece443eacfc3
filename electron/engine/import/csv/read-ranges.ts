import { createHash } from 'node:crypto';
import { ParleyError } from '#domain/errors.ts';
import type { JobContext } from '#engine/job.ts';
import { cancelled } from './cancelled.ts';
import { rowRejectBytes } from './limits.ts';
import type { RangeExecutor } from './range-executor.ts';
import type { FileLayout, Piece, RangeFatal, RangeReject, RangeResult, RangeTask } from './range-task.ts';
import { readFully } from './read-fully.ts';
import type { RegularFile } from './regular-file.ts';
import { skipOversizeRecord } from './skip-oversize-record.ts';
import type { DataStart } from './skip-records.ts';

/** A proven stretch of the file: which executor read it, and where its buffer and its first record stood. */
export interface ReadRange {
  executor: number;
  fileOffset: number;
  length: number;
  atEof: boolean;
  firstRecordAt: number;
  firstLine: number;
  pieces: Piece[];
  /** Positions of the rejected records in the range's buffer. */
  rejectedAt: number[];
}

export interface ReadRows {
  ranges: ReadRange[];
  /** With physical lines from 1 in place of line counts. */
  rejects: (RangeReject & { line: number })[];
  blanks: number;
  misfits: Uint8Array;
  rows: number;
  sha256: string;
}

export interface ReadOptions {
  chunkBytes: number;
  /** Bytes read behind a range for the record that crosses its end. */
  lookaheadBytes: number;
}

/** A character that crosses a range's end must be seen whole. */
const longestCharacterBytes = 4;

interface Job {
  chunk: number;
  from: number;
  certain: boolean;
  lookahead: number;
}

interface Answer {
  executor: number;
  result: RangeResult;
  task: Pick<RangeTask, 'fileOffset' | 'length' | 'atEof'>;
  lookahead: number;
}

/**
 * Reads a file by ranges of `chunkBytes`, each by the next free executor. An executor guesses where the first record of its range
 * starts; a guess counts only where it meets the end of the records before it, and is read again from the right place otherwise.
 * So the rows are those of a reading from front to back, whatever the ranges and the executors.
 * @param end file offset behind the last byte that counts.
 */
export async function readRanges(
  file: RegularFile,
  layout: FileLayout,
  start: DataStart,
  end: number,
  executors: readonly RangeExecutor[],
  options: ReadOptions,
  job: JobContext,
): Promise<ReadRows> {
  const chunkBytes = layout.encoding.startsWith('utf-16') ? options.chunkBytes + (options.chunkBytes % 2) : options.chunkBytes;
  const chunks = Math.ceil(end / chunkBytes);
  const mostLookahead = rowRejectBytes * 2;
  const leastLookahead = Math.max(options.lookaheadBytes, longestCharacterBytes);
  const hash = createHash('sha256');
  const rows: ReadRows = { ranges: [], rejects: [], blanks: 0, misfits: new Uint8Array(layout.headerCount), rows: 0, sha256: '' };
  const answers = new Map<number, Answer>();
  const again: Job[] = [];
  const idle = executors.map((_, index) => index);
  const spare: ArrayBuffer[] = [];
  let nextChunk = 0;
  let frontier = 0;
  let expected = start.fileOffset;
  let line = start.line;
  let running = 0;
  let failure: unknown;
  let wake = () => {};

  const chunkEnd = (chunk: number) => Math.min((chunk + 1) * chunkBytes, end);

  const bufferFor = (bytes: number): ArrayBuffer => {
    const index = spare.findIndex((buffer) => buffer.byteLength >= bytes);
    return index < 0 ? new ArrayBuffer(bytes) : spare.splice(index, 1)[0]!;
  };

  const load = ({ chunk, from, certain, lookahead }: Job): RangeTask => {
    const fileOffset = certain ? from : Math.max(0, from - 2);
    const to = Math.min(chunkEnd(chunk) + lookahead, end);
    const length = to - fileOffset;
    const buffer = bufferFor(length * 2 + 64);
    readFully(file.fd, new Uint8Array(buffer), length, fileOffset);
    return { buffer, fileOffset, length, from: from - fileOffset, rangeEnd: chunkEnd(chunk) - fileOffset, certain, atEof: to === end };
  };

  /** The next range for a free executor; every chunk's bytes are hashed in order as they are read first. */
  const nextTask = (): { job: Job; task: RangeTask } | undefined => {
    const repeat = again.shift();
    if (repeat !== undefined) return { job: repeat, task: load(repeat) };
    while (nextChunk < chunks && nextChunk - frontier < executors.length * 2 + 2) {
      const chunk = nextChunk++;
      const chunkStart = chunk * chunkBytes;
      if (chunkEnd(chunk) <= start.fileOffset) {
        const bytes = new Uint8Array(chunkEnd(chunk) - chunkStart);
        readFully(file.fd, bytes, bytes.length, chunkStart);
        hash.update(bytes);
        if (chunk === frontier) frontier++;
        continue;
      }
      const certain = chunkStart <= start.fileOffset;
      const from = Math.max(chunkStart, start.fileOffset);
      const next: Job = { chunk, from, certain, lookahead: leastLookahead };
      const task = load(next);
      if (certain && from > chunkStart) {
        const head = new Uint8Array(from - chunkStart);
        readFully(file.fd, head, head.length, chunkStart);
        hash.update(head);
      }
      hash.update(new Uint8Array(task.buffer, task.from, task.rangeEnd - task.from));
      return { job: next, task };
    }
    return undefined;
  };

  const accept = (chunk: number, answer: Answer) => {
    const { result } = answer;
    if (result.fatal !== undefined) throw fatalError(result.fatal, line + result.fatal.lines);
    const pieces = result.pieces;
    rows.ranges.push({
      ...answer.task,
      executor: answer.executor,
      firstRecordAt: result.startAt,
      firstLine: line,
      pieces,
      rejectedAt: result.rejects.map(({ at }) => at),
    });
    for (const piece of pieces) rows.rows += piece.rows;
    for (const reject of result.rejects) rows.rejects.push({ ...reject, line: line + reject.lines });
    rows.blanks += result.blanks;
    result.misfits.forEach((misfit, index) => {
      if (misfit === 1) rows.misfits[index] = 1;
    });
    expected = result.end;
    line += result.lines;
    if (!result.incomplete) return false;
    let lookahead = Math.max(answer.lookahead * 8, 1 << 16);
    if (answer.lookahead >= mostLookahead) {
      const skipped = skipOversizeRecord(file.fd, expected, end, layout, line);
      rows.rejects.push({
        lines: 0,
        line,
        fileOffset: expected,
        at: 0,
        column: 0,
        code: skipped.code,
        fields: skipped.fields,
        raw: skipped.raw,
      });
      expected = skipped.end;
      line += skipped.lines;
      lookahead = leastLookahead;
    }
    if (expected >= chunkEnd(chunk)) return false;
    again.push({ chunk, from: expected, certain: true, lookahead: Math.min(lookahead, mostLookahead) });
    return true;
  };

  /** Proves answers in file order as far as they are there. */
  const advance = () => {
    for (let answer = answers.get(frontier); answer !== undefined; answer = answers.get(frontier)) {
      const chunk = frontier;
      answers.delete(chunk);
      const { result } = answer;
      if (result.invalid !== undefined) throw fatalError(result.invalid, undefined);
      if (expected < chunkEnd(chunk)) {
        if (result.start !== expected) {
          again.push({ chunk, from: expected, certain: true, lookahead: leastLookahead });
          return;
        }
        if (accept(chunk, answer)) return;
      }
      frontier++;
    }
    job.report({ phase: 'read', done: Math.min(expected, end), total: end, unit: 'bytes', rows: rows.rows });
  };

  const dispatch = (executor: number, next: { job: Job; task: RangeTask }) => {
    const { fileOffset, length, atEof } = next.task;
    running++;
    executors[executor]!.read(next.task).then(
      (result) => {
        running--;
        idle.push(executor);
        if (spare.length < executors.length + 2) spare.push(result.buffer);
        answers.set(next.job.chunk, { executor, result, task: { fileOffset, length, atEof }, lookahead: next.job.lookahead });
        try {
          if (failure === undefined) advance();
        } catch (error) {
          failure = error;
        }
        wake();
      },
      (error) => {
        running--;
        failure ??= error;
        wake();
      },
    );
  };

  const cancel = () => {
    failure ??= cancelled();
    wake();
  };
  if (job.signal.aborted) cancel();
  job.signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      while (failure === undefined && idle.length > 0) {
        const next = nextTask();
        if (next === undefined) break;
        dispatch(idle.pop()!, next);
      }
      if (failure !== undefined) throw failure;
      if (frontier >= chunks && running === 0) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    job.signal.removeEventListener('abort', cancel);
  }
  if (file.size > end) {
    const tail = new Uint8Array(file.size - end);
    readFully(file.fd, tail, tail.length, end);
    hash.update(tail);
  }
  rows.sha256 = hash.digest('hex');
  return rows;
}

function fatalError(fatal: RangeFatal, line: number | undefined): ParleyError {
  const message = line === undefined ? fatal.message : `Line ${line}: ${fatal.message}`;
  return new ParleyError(fatal.code, message, {
    ...(line === undefined ? {} : { path: `line ${line}` }),
    data: { byteOffset: fatal.byteOffset, ...(line === undefined ? {} : { line }) },
  });
}
