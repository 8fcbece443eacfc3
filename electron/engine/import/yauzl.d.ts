declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export interface Entry {
    fileName: string;
    compressedSize: number;
    uncompressedSize: number;
    externalFileAttributes: number;
    generalPurposeBitFlag: number;
  }

  export interface ZipFile {
    entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  }

  export interface Options {
    lazyEntries?: boolean;
    strictFileNames?: boolean;
    autoClose?: boolean;
  }

  const yauzl: { openPromise(path: string, options: Options): Promise<ZipFile> };
  export default yauzl;
}
