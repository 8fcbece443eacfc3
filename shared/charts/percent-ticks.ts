/** Three to five round percentages from 0 up to `maximum` (a probability). */
export function percentTicks(maximum: number): { value: number; label: string }[] {
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5].find((size) => maximum / size <= 4.6) ?? 0.5;
  const decimals = step < 0.01 ? 1 : 0;
  const ticks: { value: number; label: string }[] = [];
  for (let index = 0; index * step <= maximum + 1e-9; index++) {
    ticks.push({ value: index * step, label: `${(index * step * 100).toFixed(index === 0 ? 0 : decimals)}%` });
  }
  return ticks;
}
