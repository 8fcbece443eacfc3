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
 * given: by natural width); else the widest columns break their lines first, none narrower than its longest word while there is room.
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
  const least = open.reduce((sum, need) => sum + floorOf(need), 0);
  if (least >= free) return needs.map((need) => need.fixed ?? (free * floorOf(need)) / least);
  const cap = widthCap(open, free);
  return needs.map((need) => need.fixed ?? Math.max(floorOf(need), Math.min(need.natural, cap)));
}

const floorOf = (need: ColumnNeed) => Math.min(need.least, need.natural);

/** The width above which columns must break their lines so that all fit into `free`: narrow columns keep their one line. */
function widthCap(needs: readonly ColumnNeed[], free: number): number {
  let low = 0;
  let high = free;
  for (let step = 0; step < 60; step++) {
    const cap = (low + high) / 2;
    const used = needs.reduce((sum, need) => sum + Math.max(floorOf(need), Math.min(need.natural, cap)), 0);
    if (used > free) high = cap;
    else low = cap;
  }
  return low;
}
