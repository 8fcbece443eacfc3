import { bytesOf, type EncodedColumn, unsignedArray, widthFor } from './encoded-column.ts';

type EncodedValues = Pick<EncodedColumn, 'encoding' | 'meta' | 'sections'>;

/** value = (base + units × step) ÷ divisor, base and units whole. */
interface Scale {
  base: number;
  step: number;
  divisor: number;
  missing: boolean;
  topUnits: number;
}

const timeSteps = [86_400_000, 3_600_000, 60_000, 1_000, 1];
const divisors = [1, 10, 100, 1_000, 10_000];

/** Packs numbers into the narrowest whole-number form that gives every one back bit for bit, else leaves them as floats. NaN is an empty field. */
export function encodeNumbers(values: Float64Array, kind: 'number' | 'money' | 'time'): EncodedValues {
  const scale = kind === 'number' ? scaleOfDecimals(values) : scaleOfWholes(values, kind === 'time' ? timeSteps : [1]);
  const packed = scale && pack(values, scale);
  if (packed) return packed;
  return { encoding: 'float', meta: { sections: [values.byteLength] }, sections: [bytesOf(values)] };
}

function scaleOfWholes(values: Float64Array, steps: readonly number[]): Scale | undefined {
  let stepIndex = 0;
  let step = steps[0]!;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let missing = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      missing = true;
      continue;
    }
    while (Math.floor(value / step) * step !== value) {
      if (++stepIndex >= steps.length) return undefined;
      step = steps[stepIndex]!;
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return finishScale(low, high, step, 1, missing);
}

function scaleOfDecimals(values: Float64Array): Scale | undefined {
  let divisorIndex = 0;
  let divisor = divisors[0]!;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let missing = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      missing = true;
      continue;
    }
    while (Math.floor(value * divisor + 0.5) / divisor !== value) {
      if (++divisorIndex >= divisors.length) return undefined;
      divisor = divisors[divisorIndex]!;
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return finishScale(low, high, 1, divisor, missing);
}

function finishScale(low: number, high: number, step: number, divisor: number, missing: boolean): Scale | undefined {
  if (low > high) return { base: 0, step: 1, divisor: 1, missing, topUnits: 1 };
  const base = Math.floor(low * divisor + 0.5);
  const topUnits = (Math.floor(high * divisor + 0.5) - base) / step + (missing ? 1 : 0);
  return Number.isSafeInteger(base) && topUnits <= 0xffff_ffff ? { base, step, divisor, missing, topUnits } : undefined;
}

function pack(values: Float64Array, { base, step, divisor, missing, topUnits }: Scale): EncodedValues | undefined {
  const width = widthFor(topUnits);
  const packed = unsignedArray(width, values.length);
  const empty = 2 ** (8 * width) - 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      packed[row] = empty;
      continue;
    }
    const units = (Math.floor(value * divisor + 0.5) - base) / step;
    // An infinity, a negative zero or a digit beyond the divisor would not come back: such columns stay floats.
    if ((base + units * step) / divisor !== value || (value === 0 && Object.is(value, -0))) return undefined;
    packed[row] = units;
  }
  return {
    encoding: 'scaled',
    meta: { sections: [packed.byteLength], base, step, divisor, width, missing },
    sections: [bytesOf(packed)],
  };
}
