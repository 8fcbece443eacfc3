import { type BigIntStats, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';
import { pageSize } from './connection.ts';

/**
 * The files this process has open, by device and inode. While one stands here nothing but SQLite may open it:
 * closing any other descriptor of the file would silently drop SQLite's locks.
 */
const openFiles = new Map<string, Database>();
const keys = new WeakMap<Database, string>();

const keyOf = (stats: BigIntStats) => `${stats.dev}:${stats.ino}`;

export function isOpenHere(stats: BigIntStats): boolean {
  return openFiles.has(keyOf(stats));
}

export function noteOpened(connection: Database, path: string): void {
  const key = keyOf(statSync(path, { bigint: true }));
  openFiles.set(key, connection);
  keys.set(connection, key);
}

export function noteClosed(connection: Database): void {
  const key = keys.get(connection);
  if (key !== undefined && openFiles.get(key) === connection) openFiles.delete(key);
}

/** Throws E_MOVED where the path no longer leads to the file that is open, or the file's length is not what SQLite left. Looks with stat alone. */
export function requireStillOurs(connection: Database, path: string): void {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  const what = describeChange(connection, stats);
  if (what === undefined) return;
  throw new ParleyError(
    'E_MOVED',
    `${path}: The file was ${what} by another program while it was open. Writing has stopped; save a backup to a new file, then look at what happened to this one.`,
    { data: { change: what } },
  );
}

function describeChange(connection: Database, stats: BigIntStats | undefined): string | undefined {
  if (stats === undefined) return 'moved or deleted';
  if (keyOf(stats) !== keys.get(connection)) return 'replaced';
  const pages = connection.pragma('page_count', { simple: true }) as number;
  if (stats.size !== BigInt(pages) * BigInt(pageSize)) return 'cut or overwritten';
  return undefined;
}
