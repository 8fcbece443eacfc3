export interface ColumnNeed {
  /** Points of the widest content on one line, padding included. */
  natural: number;
  /** Points of the widest word, padding included. */
  least: number;
  fixed?: number;
  weight?: number;
}

/**
 * Shares `width` among columns. Fixed ones get theirs; where the rest fits, each gets its natural width and the spare goes by weight (none
 * given: by natural width); else each gets its least and what is left goes by what each still wants.
 */
export function columnWidths(needs: readonly ColumnNeed[], width: number): number[] {
  const fixed = needs.reduce((sum, need) => sum + (need.fixed ?? 0), 0);
  const free = Math.max(0, width - fixed);
  const open = needs.filter((need) => need.fixed === undefined);
  const natural = open.reduce((sum, need) => sum + need.natural, 0);
  const weights = open.reduce((sum, need) => sum + (need.weight ?? 0), 0);
  if (natural <= free) {
    const spare = free - natural;
    const share = (need: ColumnNeed) =>
      weights > 0 ? (need.weight ?? 0) / weights : natural > 0 ? need.natural / natural : 1 / open.length;
    return needs.map((need) => need.fixed ?? need.natural + spare * share(need));
  }
  const least = open.reduce((sum, need) => sum + Math.min(need.least, need.natural), 0);
  if (least >= free) return needs.map((need) => need.fixed ?? (free * Math.min(need.least, need.natural)) / least);
  const wanted = natural - least;
  return needs.map((need) => {
    const base = Math.min(need.least, need.natural);
    return need.fixed ?? base + ((free - least) * (need.natural - base)) / wanted;
  });
}
