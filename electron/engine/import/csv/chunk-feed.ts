import { createHash } from 'node:crypto';
import type { RangeTask } from './range-task.ts';
import { readFully } from './read-fully.ts';
import type { RegularFile } from './regular-file.ts';
import type { DataStart } from './skip-records.ts';

/** A range that has been read from the file, and which chunk's it is. */
export interface LoadedRange {
  chunk: number;
  task: RangeTask;
  lookahead: number;
}

/** Cuts a file into chunks and reads them, hashing all of its bytes in order along the way. */
export interface ChunkFeed {
  chunks: number;
  /** File offset behind a chunk. */
  chunkEnd(chunk: number): number;
  /** The next chunk that has not been read yet, as far as `limit`; undefined where there is none. */
  next(limit: number): LoadedRange | undefined;
  /** The rest of a chunk from where a record is known to start. */
  reload(chunk: number, from: number, lookahead: number): LoadedRange;
  /** Takes a buffer back for later ranges. */
  giveBack(buffer: ArrayBuffer): void;
  /** SHA-256 (hex) of the whole file, once all chunks have been read. */
  digest(): string;
}

/** Bytes before a guessed range that show whether it begins with a record. */
const contextBytes = 2;

/** @param end file offset behind the last byte that counts. */
export function chunkFeed(file: RegularFile, start: DataStart, end: number, chunkBytes: number, lookahead: number): ChunkFeed {
  const hash = createHash('sha256');
  const spare: ArrayBuffer[] = [];
  const chunks = Math.ceil(end / chunkBytes);
  let nextChunk = 0;

  const chunkEnd = (chunk: number) => Math.min((chunk + 1) * chunkBytes, end);

  const bufferFor = (bytes: number): ArrayBuffer => {
    const index = spare.findIndex((buffer) => buffer.byteLength >= bytes);
    return index < 0 ? new ArrayBuffer(bytes) : spare.splice(index, 1)[0]!;
  };

  const load = (chunk: number, from: number, certain: boolean, beyond: number): LoadedRange => {
    const fileOffset = certain ? from : Math.max(0, from - contextBytes);
    const to = Math.min(chunkEnd(chunk) + beyond, end);
    const length = to - fileOffset;
    const buffer = bufferFor(length * 2 + 64);
    readFully(file.fd, new Uint8Array(buffer), length, fileOffset);
    const task = {
      buffer,
      fileOffset,
      length,
      from: from - fileOffset,
      rangeEnd: chunkEnd(chunk) - fileOffset,
      certain,
      atEof: to === end,
    };
    return { chunk, task, lookahead: beyond };
  };

  const hashBetween = (from: number, to: number) => {
    const bytes = new Uint8Array(to - from);
    readFully(file.fd, bytes, bytes.length, from);
    hash.update(bytes);
  };

  /** The chunks that end before the data are hashed and left out. */
  const firstChunk = Math.min(Math.floor(start.fileOffset / chunkBytes), chunks);
  hashBetween(0, Math.min(start.fileOffset, end));
  nextChunk = firstChunk;

  return {
    chunks,
    chunkEnd,
    next(limit) {
      if (nextChunk >= Math.min(chunks, limit)) return undefined;
      const chunk = nextChunk++;
      const from = Math.max(chunk * chunkBytes, start.fileOffset);
      const loaded = load(chunk, from, chunk === firstChunk, lookahead);
      hash.update(new Uint8Array(loaded.task.buffer, loaded.task.from, loaded.task.rangeEnd - loaded.task.from));
      return loaded;
    },
    reload: (chunk, from, beyond) => load(chunk, from, true, beyond),
    giveBack(buffer) {
      if (spare.length < 4) spare.push(buffer);
    },
    digest() {
      hashBetween(end, file.size);
      return hash.digest('hex');
    },
  };
}
