import type { Database, Statement } from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { ParleyError } from '#domain/errors.ts';
import type { Environment } from '../environment.ts';
import { noteClosed, requireStillOurs } from './open-files.ts';
import { tableSegmentStore } from './segments/table-segment-store.ts';
import { readSettings } from './settings.ts';
import { fromSqlite, inParleyWords } from './sqlite-errors.ts';
import type { Workspace } from './workspace.ts';

/** Gives a settled connection its face as a workspace. `afterCommit` runs once a change is kept and must not throw. */
export function connectionAsWorkspace(
  connection: Database,
  path: string,
  environment: Environment,
  afterCommit: (workspace: Workspace) => void = () => {},
): Workspace {
  const mode = connection.readonly ? 'readOnly' : 'readWrite';
  const statements = new Map<string, Statement>();
  let depth = 0;
  /** Once set no further write is begun: the file is not ours any more, or it is not known what it holds. */
  let stopped: ParleyError | undefined;

  function prepare(text: string): Statement {
    let statement = statements.get(text);
    if (!statement) {
      statement = connection.prepare(text);
      statements.set(text, statement);
    }
    return statement;
  }

  function requireWritable(): void {
    if (mode === 'readOnly')
      throw new ParleyError(
        'E_READ_ONLY',
        `${path}: The workspace is open for reading only. Copy it to a place you can write to and open it there.`,
      );
    if (stopped) throw stopped;
    try {
      requireStillOurs(connection, path);
    } catch (error) {
      throw remember(error);
    }
  }

  function remember(error: unknown): unknown {
    const said = fromSqlite(error, path);
    if (said instanceof ParleyError && (said.code === 'E_IO' || said.code === 'E_MOVED' || said.code === 'E_DAMAGED')) stopped = said;
    return said;
  }

  function transaction<Result>(work: () => Result): Result {
    if (depth > 0)
      return attempt(work, `SAVEPOINT level${depth}`, `RELEASE level${depth}`, `ROLLBACK TO level${depth}; RELEASE level${depth}`);
    requireWritable();
    const result = attempt(work, 'BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK');
    afterCommit(workspace);
    return result;
  }

  function attempt<Result>(work: () => Result, begin: string, keep: string, takeBack: string): Result {
    try {
      connection.exec(begin);
    } catch (error) {
      throw remember(error);
    }
    depth++;
    try {
      const result = work();
      if (result instanceof Promise)
        throw new ParleyError('E_ASYNC_TRANSACTION', 'A transaction must end before anything is awaited. Await first, then write.');
      connection.exec(keep);
      return result;
    } catch (error) {
      const said = remember(error);
      undo(takeBack);
      throw said;
    } finally {
      depth--;
    }
  }

  /** SQLite rolls back by itself after some errors; a failing rollback leaves a journal that the next opening plays back. */
  function undo(statement: string): void {
    if (!connection.inTransaction) return;
    try {
      connection.exec(statement);
    } catch (error) {
      remember(error);
    }
  }

  const workspace: Workspace = {
    path,
    mode,
    settings: readSettings(connection, path),
    environment,
    segments: tableSegmentStore(connection, path),
    connection,
    all<Row>(query: Compilable<Row>) {
      const { sql, parameters } = query.compile();
      return inParleyWords(path, () => prepare(sql).all(...parameters) as Row[]);
    },
    first<Row>(query: Compilable<Row>) {
      const { sql, parameters } = query.compile();
      return inParleyWords(path, () => prepare(sql).get(...parameters) as Row | undefined);
    },
    run(query) {
      const { sql, parameters } = query.compile();
      return transaction(() => ({ changes: prepare(sql).run(...parameters).changes }));
    },
    transaction,
    close() {
      if (!connection.open) return;
      closeConnection(connection);
    },
  };
  return workspace;
}

/** Closes and takes the empty journal away, so that a workspace at rest is one file. */
export function closeConnection(connection: Database): void {
  try {
    if (!connection.readonly && !connection.inTransaction) {
      connection.pragma('locking_mode = NORMAL');
      connection.pragma('journal_mode = DELETE');
    }
  } catch {
    // The file may be gone or its disk broken; a journal that stays is played back at the next opening.
  } finally {
    connection.close();
    noteClosed(connection);
  }
}
