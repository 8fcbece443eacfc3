const digitBits = 16;
const digits = 1 << digitBits;

/**
 * Rows in ascending order of whole, non-negative values below 2^48 (milliseconds, for example): a stable radix sort, linear in the rows.
 * @param values one a row.
 */
export function ascendingOrder(values: Float64Array): Int32Array {
  const count = values.length;
  let largest = 0;
  for (let row = 0; row < count; row++) if (values[row]! > largest) largest = values[row]!;
  let order = new Int32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
  let next = new Int32Array(count);
  for (let unit = 1; unit <= largest; unit *= digits) {
    const place = new Int32Array(digits + 1);
    for (let i = 0; i < count; i++) place[digitOf(values[order[i]!]!, unit) + 1]!++;
    for (let digit = 0; digit < digits; digit++) place[digit + 1]! += place[digit]!;
    for (let i = 0; i < count; i++) next[place[digitOf(values[order[i]!]!, unit)]!++] = order[i]!;
    [order, next] = [next, order];
  }
  return order;
}

function digitOf(value: number, unit: number): number {
  return Math.floor(value / unit) & (digits - 1);
}
