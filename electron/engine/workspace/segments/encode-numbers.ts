import { bytesOf, type EncodedColumn, unsignedArray, widthFor } from './encoded-column.ts';

type EncodedValues = Pick<EncodedColumn, 'encoding' | 'meta' | 'sections'>;

const timeSteps = [86_400_000, 3_600_000, 60_000, 1_000, 1];
const wholeStep = [1];
const divisors = [1, 10, 100, 1_000, 10_000];
const wholeDivisor = [1];

/** Packs numbers into the narrowest whole-number form that gives every one back bit for bit, else leaves them as floats. NaN is an empty field. */
export function encodeNumbers(values: Float64Array, kind: 'number' | 'money' | 'time'): EncodedValues {
  const scaled = tryScaled(values, kind === 'time' ? timeSteps : wholeStep, kind === 'number' ? divisors : wholeDivisor);
  if (scaled) return scaled;
  return { encoding: 'float', meta: { sections: [values.byteLength] }, sections: [bytesOf(values)] };
}

function tryScaled(values: Float64Array, steps: readonly number[], allDivisors: readonly number[]): EncodedValues | undefined {
  let stepIndex = 0;
  let divisorIndex = 0;
  let step = steps[0]!;
  let divisor = 1;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let missing = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      missing = true;
      continue;
    }
    while (Math.round(value * divisor) / divisor !== value) {
      if (++divisorIndex >= allDivisors.length) return undefined;
      divisor = allDivisors[divisorIndex]!;
    }
    while (value % step !== 0 && divisor === 1) {
      if (++stepIndex >= steps.length) return undefined;
      step = steps[stepIndex]!;
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) low = high = 0;
  const base = Math.round(low * divisor);
  const top = (Math.round(high * divisor) - base) / step + (missing ? 1 : 0);
  if (!Number.isSafeInteger(base) || !(top <= 0xffff_ffff)) return undefined;
  const width = widthFor(top);
  const packed = unsignedArray(width, values.length);
  const empty = 2 ** (8 * width) - 1;
  if (missing && top > empty) return undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      packed[row] = empty;
      continue;
    }
    const units = (Math.round(value * divisor) - base) / step;
    // A negative zero, an infinity or a fraction beyond the divisor would not come back: leave such columns as floats.
    if ((units === empty && missing) || !Object.is((base + units * step) / divisor, value)) return undefined;
    packed[row] = units;
  }
  const meta = { sections: [packed.byteLength], base, step, divisor, width, ...(missing ? { missing } : {}) };
  return { encoding: 'scaled', meta, sections: [bytesOf(packed)] };
}
