import { type CouncilTables, councilTables } from './council-tables.ts';
import { type ExtractTables, extractTables } from './extract-tables.ts';
import { type WorkspaceTables, workspaceTables } from './workspace-tables.ts';

/** Every table of the workspace file, as Kysely sees it. */
export interface WorkspaceDatabase extends WorkspaceTables, ExtractTables, CouncilTables {}

/** The statements of migration 1, in the order they run. */
export const firstSchema: string[] = [...workspaceTables, ...extractTables, ...councilTables];
