import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface WrittenFile {
  name: string;
  bytes: number;
  rows: number;
}

export interface CsvFile {
  /** Appends one record that is already in CSV form, without its line end. */
  line(text: string): void;
  close(): WrittenFile;
}

const flushLength = 1 << 20;

/** Opens a CSV file of quoted fields and LF line ends, written in pieces of about a megabyte. */
export function openCsvFile(directory: string, name: string, headers: readonly string[]): CsvFile {
  const descriptor = openSync(join(directory, name), 'w');
  let pending = `"${headers.join('","')}"\n`;
  let bytes = 0;
  let rows = 0;
  const flush = () => {
    const piece = Buffer.from(pending);
    writeFileSync(descriptor, piece);
    bytes += piece.length;
    pending = '';
  };
  return {
    line(text) {
      pending += text + '\n';
      rows++;
      if (pending.length >= flushLength) flush();
    },
    close() {
      flush();
      closeSync(descriptor);
      return { name, bytes, rows };
    },
  };
}
