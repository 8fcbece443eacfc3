import { readDecimalText } from './decimal-text.ts';
import { misfit } from './misfit.ts';

export type ValueReader = (bytes: Uint8Array, start: number, end: number) => number;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * A reader of decimal numbers: the nearest double of the text, NaN for blank, `misfit` for anything else.
 * Whole numbers that no double holds exactly (2^53 + 1) are misfits, never rounded.
 */
export function numberReader(decimal: '.' | ','): ValueReader {
  const mark = decimal.charCodeAt(0);
  const slow = (bytes: Uint8Array, start: number, end: number): number => {
    const text = decoder.decode(bytes.subarray(start, end));
    if (text.trim() === '') return Number.NaN;
    const decimalText = readDecimalText(text, { decimal, money: false });
    return decimalText === undefined ? misfit : doubleOf(decimalText);
  };
  return (bytes, start, end) => {
    let p = start;
    let c = bytes[p]!;
    const negative = c === 45;
    if (negative) p++;
    const first = p;
    let mantissa = 0;
    for (; p < end; p++) {
      c = bytes[p]! - 48;
      if (c < 0 || c > 9) break;
      mantissa = mantissa * 10 + c;
    }
    let decimals = 0;
    let digits = p - first;
    if (p < end && bytes[p] === mark && digits > 0) {
      const fractionStart = ++p;
      for (; p < end; p++) {
        c = bytes[p]! - 48;
        if (c < 0 || c > 9) break;
        mantissa = mantissa * 10 + c;
      }
      decimals = p - fractionStart;
      digits += decimals;
    }
    if (p !== end || digits === 0 || digits > 15) return slow(bytes, start, end);
    const value = decimals === 0 ? mantissa : mantissa / powersOfTen[decimals]!;
    return negative && value !== 0 ? -value : value;
  };
}

function doubleOf({ negative, digits, decimals }: { negative: boolean; digits: string; decimals: number; exponent: boolean }): number {
  const value = Number(`${digits}e${-decimals}`);
  if (!Number.isFinite(value)) return misfit;
  if (decimals === 0 && digits.length > 15 && BigInt(digits) !== BigInt(value)) return misfit;
  return negative && value !== 0 ? -value : value;
}
