/** Row tables of extracts: what was imported, from which files, how it was mapped, what was refused. */
// biome-ignore lint/suspicious/noEmptyInterface: filled as tables are added.
export interface ExtractTables {}

export const extractTables: string[] = [];
