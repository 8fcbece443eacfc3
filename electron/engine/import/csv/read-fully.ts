import { readSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';

/** Fills `length` bytes of `into` from a file offset. @throws ParleyError E_CHANGED where the file ends before. */
export function readFully(fd: number, into: Uint8Array, length: number, fileOffset: number): void {
  let done = 0;
  while (done < length) {
    const got = readSync(fd, into, done, length - done, fileOffset + done);
    if (got === 0)
      throw new ParleyError(
        'E_CHANGED',
        'The file became shorter while it was read. Wait until its export is finished, then import it again.',
      );
    done += got;
  }
}
