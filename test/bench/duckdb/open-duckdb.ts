import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** A connection to a DuckDB file with as many threads as Parley uses. */
export async function openDuckdb(path: string): Promise<{ connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(path, { threads: '2' });
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
