import { type Migration, migrations } from '#engine/workspace/migrate.ts';

/** The formats as a Parley to come may know them. */
export const laterMigrations: Migration[] = [
  ...migrations,
  {
    version: migrations.at(-1)!.version + 1,
    statements: ['CREATE TABLE later (id TEXT NOT NULL PRIMARY KEY) STRICT', 'INSERT INTO later SELECT id FROM batches'],
  },
];
