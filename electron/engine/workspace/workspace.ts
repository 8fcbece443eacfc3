import type { Database } from 'better-sqlite3';
import type { Compilable } from 'kysely';
import type { Environment } from '../environment.ts';
import type { SegmentStore } from './segment-store.ts';

export interface WorkspaceSettings {
  /** Random id (hex) given at creation; signatures are bound to it. */
  workspaceId: string;
  /** IANA zone of days, months and date-only values. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** ISO-8601 UTC. */
  createdAt: string;
}

/** The one owner of an open workspace file. Queries are built and typed with Kysely and run through the file's single connection. */
export interface Workspace {
  readonly path: string;
  readonly mode: 'readWrite' | 'readOnly';
  readonly settings: WorkspaceSettings;
  readonly environment: Environment;
  readonly segments: SegmentStore;
  /** The connection itself, for hot paths with prepared statements. */
  readonly connection: Database;
  all<Row>(query: Compilable<Row>): Row[];
  first<Row>(query: Compilable<Row>): Row | undefined;
  run(query: Compilable<unknown>): { changes: number };
  /** Runs `work` inside BEGIN IMMEDIATE … COMMIT; nested calls join the outer one. Refused with E_READ_ONLY on a read-only workspace. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}
