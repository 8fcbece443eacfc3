import { ParleyError } from '#domain/errors.ts';
import type { JobContext } from '#engine/job.ts';
import { cancelled } from './cancelled.ts';
import { chunkFeed, type LoadedRange } from './chunk-feed.ts';
import { rowRejectBytes } from './limits.ts';
import type { RangeExecutor } from './range-executor.ts';
import type { FileLayout, Piece, RangeFatal, RangeReject, RangeResult, RangeTask } from './range-task.ts';
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
  const mostLookahead = rowRejectBytes * (layout.encoding.startsWith('utf-16') ? 2 : 1);
  const leastLookahead = Math.max(options.lookaheadBytes, longestCharacterBytes);
  const feed = chunkFeed(file, start, end, chunkBytes, leastLookahead);
  const rows: ReadRows = { ranges: [], rejects: [], blanks: 0, misfits: new Uint8Array(layout.headerCount), rows: 0, sha256: '' };
  const answers = new Map<number, Answer>();
  const idle = executors.map((_, index) => index);
  const again: { chunk: number; from: number; lookahead: number }[] = [];
  const loaded: LoadedRange[] = [];
  let frontier = Math.min(Math.floor(start.fileOffset / chunkBytes), feed.chunks);
  let expected = start.fileOffset;
  let line = start.line;
  let running = 0;
  let failure: unknown;
  let wake = () => {};

  /** A range for a free executor: one to be read again, else the next chunk. */
  const nextRange = (): LoadedRange | undefined => {
    const repeat = again.shift();
    if (repeat !== undefined) return feed.reload(repeat.chunk, repeat.from, repeat.lookahead);
    return loaded.shift() ?? nextChunk();
  };
  const nextChunk = () => feed.next(frontier + executors.length * 3 + 2);

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
    if (expected >= feed.chunkEnd(chunk)) return false;
    again.push({ chunk, from: expected, lookahead: Math.min(lookahead, mostLookahead) });
    return true;
  };

  /** Proves answers in file order as far as they are there. */
  const advance = () => {
    for (let answer = answers.get(frontier); answer !== undefined; answer = answers.get(frontier)) {
      const chunk = frontier;
      answers.delete(chunk);
      const { result } = answer;
      if (result.invalid !== undefined) throw fatalError(result.invalid, undefined);
      if (expected < feed.chunkEnd(chunk)) {
        if (result.start !== expected) {
          again.push({ chunk, from: expected, lookahead: leastLookahead });
          return;
        }
        if (accept(chunk, answer)) return;
      }
      frontier++;
    }
    job.report({ phase: 'read', done: Math.min(expected, end), total: end, unit: 'bytes', rows: rows.rows });
  };

  const dispatch = (executor: number, { chunk, task, lookahead }: LoadedRange) => {
    const { fileOffset, length, atEof } = task;
    running++;
    executors[executor]!.read(task).then(
      (result) => {
        running--;
        idle.push(executor);
        feed.giveBack(result.buffer);
        answers.set(chunk, { executor, result, task: { fileOffset, length, atEof }, lookahead });
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
        const next = nextRange();
        if (next === undefined) break;
        dispatch(idle.pop()!, next);
      }
      if (failure !== undefined) throw failure;
      if (frontier >= feed.chunks && running === 0) break;
      const ahead = loaded.length < executors.length ? nextChunk() : undefined;
      if (ahead !== undefined) loaded.push(ahead);
      await new Promise<void>((resolve) => {
        if (ahead !== undefined) setImmediate(resolve);
        else wake = resolve;
      });
    }
  } finally {
    job.signal.removeEventListener('abort', cancel);
  }
  rows.sha256 = feed.digest();
  return rows;
}

function fatalError(fatal: RangeFatal, line: number | undefined): ParleyError {
  const message = line === undefined ? fatal.message : `Line ${line}: ${fatal.message}`;
  return new ParleyError(fatal.code, message, {
    ...(line === undefined ? {} : { path: `line ${line}` }),
    data: { byteOffset: fatal.byteOffset, ...(line === undefined ? {} : { line }) },
  });
}
