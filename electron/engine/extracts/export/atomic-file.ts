import { closeSync, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ParleyError } from '#domain/errors.ts';

/** A file on its way: written under a temporary name beside its place, and there only once it is whole. */
export interface AtomicFile {
  write(text: string): void;
  /** Puts the file in its place. Throws E_EXISTS where something stands there that may not be replaced. */
  commit(): void;
  discard(): void;
}

export function atomicFile(path: string, replace: boolean): AtomicFile {
  requireFree(path, replace);
  const temporary = temporaryPath(path);
  const file = openSync(temporary, 'wx', 0o600);
  let pending: string[] = [];
  let length = 0;
  let open = true;
  const flush = () => {
    if (length === 0) return;
    const bytes = Buffer.from(pending.join(''));
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    pending = [];
    length = 0;
  };
  return {
    write(text) {
      pending.push(text);
      length += text.length;
      if (length > 1 << 20) flush();
    },
    commit() {
      flush();
      fsyncSync(file);
      closeSync(file);
      open = false;
      placeFile(temporary, path, replace);
    },
    discard() {
      if (open) closeSync(file);
      open = false;
      rmSync(temporary, { force: true });
    },
  };
}

/** The name under which a file is written until it is whole; a leftover of a killed export is overwritten by the next one. */
export function temporaryPath(path: string): string {
  const temporary = join(dirname(path), `.${basename(path)}.part`);
  rmSync(temporary, { force: true });
  return temporary;
}

/** Throws E_EXISTS where a link or folder stands at a path, or a file that may not be replaced. */
export function requireFree(path: string, replace: boolean): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || (replace && stat.isFile())) return;
  throw new ParleyError(
    'E_EXISTS',
    `${basename(path)}: expected a free name, but ${stat.isFile() ? 'a file' : 'something else'} is there already. Choose another folder or remove it first.`,
  );
}

/** Gives a finished file its name; never through a link, and over an existing file only where that is asked. */
export function placeFile(temporary: string, path: string, replace: boolean): void {
  try {
    requireFree(path, replace);
    if (replace) renameSync(temporary, path);
    else linkSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
