/** Row tables of what the council governs: members, definitions, policies, sign-offs, the log. */
// biome-ignore lint/suspicious/noEmptyInterface: filled as tables are added.
export interface CouncilTables {}

export const councilTables: string[] = [];
