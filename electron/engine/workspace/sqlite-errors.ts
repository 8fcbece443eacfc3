import Database from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';

type Wording = [code: string, sentence: string];

/** First match wins; the longer codes stand before their families. */
const wordings: [prefix: string, Wording][] = [
  ['SQLITE_FULL', ['E_DISK_FULL', 'The disk is full. Nothing of this change was kept; free some space and do it again.']],
  [
    'SQLITE_IOERR',
    [
      'E_IO',
      'The disk reported an error, so it is not known whether the last change was kept. Close the workspace, open it again and look.',
    ],
  ],
  [
    'SQLITE_CORRUPT',
    ['E_DAMAGED', 'The file is damaged: SQLite found a broken page. Restore a backup; the damaged file is left as it is.'],
  ],
  ['SQLITE_NOTADB', ['E_NOT_WORKSPACE', 'This is not a Parley workspace. Choose a .parley file; this one was left untouched.']],
  [
    'SQLITE_READONLY_DBMOVED',
    ['E_MOVED', 'The file was moved or deleted while it was open. Writing has stopped; save a backup to a new file.'],
  ],
  [
    'SQLITE_READONLY_R',
    [
      'E_RECOVERY_NEEDED',
      'An interrupted change must first be undone, which needs write access. Copy the file and its -journal to a folder you can write to and open it there.',
    ],
  ],
  ['SQLITE_READONLY', ['E_READ_ONLY', 'The file or its folder cannot be written. Copy the workspace to a folder you can write to.']],
  ['SQLITE_BUSY', ['E_ALREADY_OPEN', 'The workspace is open in another window or program. Close it there and open it again.']],
  [
    'SQLITE_CANTOPEN',
    ['E_CANNOT_OPEN', 'The file, or its journal beside it, cannot be opened. Check the rights of the file and its folder.'],
  ],
  ['SQLITE_NOMEM', ['E_MEMORY', 'There is not enough memory for this. Nothing was kept; close other programs and do it again.']],
];

/** Puts an SQLite error that comes from the file or the machine into Parley's words; every other error comes back as it is. */
export function fromSqlite(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const wording = wordings.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  if (!wording) return error;
  return new ParleyError(wording[0], `${path}: ${wording[1]}`, { data: { sqlite: error.code } });
}

/** Runs `work` and puts what SQLite throws into Parley's words. */
export function inParleyWords<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw fromSqlite(error, path);
  }
}
