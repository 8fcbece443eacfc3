import type { Database } from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';

/** Files up to this size are looked at whole at every opening; larger ones but for the columns, which have digests of their own. */
const wholeUpToBytes = 16 * 1024 * 1024;
const columnTables = new Set(['segments', 'segment_parts']);

/** Throws E_DAMAGED, naming the table where it can, if SQLite finds a broken page or row. */
export function requireSoundRows(connection: Database, path: string): void {
  const bytes =
    (connection.pragma('page_count', { simple: true }) as number) * (connection.pragma('page_size', { simple: true }) as number);
  if (bytes <= wholeUpToBytes) {
    requireOk(connection, path, 'quick_check(1)', 'pages');
    return;
  }
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all() as string[];
  for (const table of tables) if (!columnTables.has(table)) requireOk(connection, path, `quick_check("${table}")`, table);
}

function requireOk(connection: Database, path: string, pragma: string, area: string): void {
  const answer = connection.pragma(pragma, { simple: true }) as string;
  if (answer === 'ok') return;
  throw new ParleyError(
    'E_DAMAGED',
    `${path}: The file is damaged in ${area} (${brokenPart(answer)}). Restore a backup; the damaged file is left as it is.`,
    {
      data: { area },
    },
  );
}

/** SQLite's first finding; the line before it only names the database. */
function brokenPart(answer: string): string {
  const lines = answer.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('***')) ?? 'a page';
}
