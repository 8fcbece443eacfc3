import { ParleyError } from '#domain/errors.ts';

export interface VersionRef {
  definition: string;
  version: number;
}

/** Reads `inbound-mql@2` or `inbound-mql`. Throws E_ARGS. */
export function parseVersionRef(text: string): { definition: string; version: number | null } {
  const match = /^([^@\s]+)(?:@([1-9]\d{0,8}))?$/.exec(text.trim());
  if (match === null)
    throw new ParleyError(
      'E_ARGS',
      `Expected a definition such as inbound-mql or inbound-mql@2, got ${JSON.stringify(text.slice(0, 80))}.`,
    );
  return { definition: match[1]!, version: match[2] === undefined ? null : Number(match[2]) };
}
