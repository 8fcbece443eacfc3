export interface Compared {
  /** Medians, in the unit that the functions answer in. */
  ours: number;
  peer: number;
  /** Median of the ratios ours / peer of each pair. */
  ratio: number;
}

/** Runs both in turn, the first of each pair changing, and compares pair by pair: slow minutes of the machine hit both. */
export async function interleaved(
  runs: number,
  ours: () => Promise<number> | number,
  peer: () => Promise<number> | number,
): Promise<Compared> {
  const pairs: [number, number][] = [];
  for (let run = 0; run < runs; run++) {
    if (run % 2 === 0) {
      const first = await ours();
      pairs.push([first, await peer()]);
    } else {
      const first = await peer();
      pairs.push([await ours(), first]);
    }
  }
  return {
    ours: median(pairs.map(([one]) => one)),
    peer: median(pairs.map(([, one]) => one)),
    ratio: median(pairs.map(([one, other]) => one / other)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
