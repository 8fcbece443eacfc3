import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { WorkspaceDatabase } from './schema/schema.ts';

/** Builds and types queries for the workspace file. It has no connection: hand what it builds to `workspace.all`, `first` or `run`. */
export const sql = new Kysely<WorkspaceDatabase>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
