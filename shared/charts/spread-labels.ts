/**
 * Moves labels apart so that neighbours stay `gap` px from each other, within `low`…`high`, keeping their order.
 * @returns new positions in the order given.
 */
export function spreadLabels(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]! || a - b);
  const placed = positions.map((position) => Math.min(high, Math.max(low, position)));
  for (let at = 1; at < order.length; at++) placed[order[at]!] = Math.max(placed[order[at]!]!, placed[order[at - 1]!]! + gap);
  const overshoot = order.length > 0 ? placed[order.at(-1)!]! - high : 0;
  if (overshoot > 0) {
    placed[order.at(-1)!] = high;
    for (let at = order.length - 2; at >= 0; at--) placed[order[at]!] = Math.min(placed[order[at]!]!, placed[order[at + 1]!]! - gap);
  }
  return placed;
}
