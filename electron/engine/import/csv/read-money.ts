import { readDecimalText } from './decimal-text.ts';
import { misfit } from './misfit.ts';

/** Amounts keep at most this many decimals; more is a misfit. */
export const moneyScaleLimit = 6;

/** Reads amounts as whole units of 10^-decimals. `decimals` is that of the amount read last. */
export interface MoneyReader {
  read(bytes: Uint8Array, start: number, end: number): number;
  decimals: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Exact amounts: NaN for blank, `misfit` for other text, for over six decimals and for more units than 2^53. */
export function moneyReader(decimal: '.' | ','): MoneyReader {
  const mark = decimal.charCodeAt(0);
  const slow = (bytes: Uint8Array, start: number, end: number): number => {
    const text = decoder.decode(bytes.subarray(start, end));
    reader.decimals = 0;
    if (text.trim() === '') return Number.NaN;
    const parts = readDecimalText(text, { decimal, money: true });
    if (parts === undefined) return misfit;
    let { digits, decimals } = parts;
    while (decimals > 0 && digits.endsWith('0')) {
      digits = digits.slice(0, -1);
      decimals--;
    }
    if (digits === '' || digits === '0') return 0;
    if (decimals < 0) {
      if (digits.length - decimals > 16) return misfit;
      digits += '0'.repeat(-decimals);
      decimals = 0;
    }
    if (decimals > moneyScaleLimit || digits.length > 16) return misfit;
    const units = Number(digits);
    if (!Number.isSafeInteger(units)) return misfit;
    reader.decimals = decimals;
    return parts.negative ? -units : units;
  };
  const reader: MoneyReader = {
    decimals: 0,
    read(bytes, start, end) {
      let p = start;
      let c = bytes[p]!;
      const negative = c === 45;
      if (negative) p++;
      const first = p;
      let units = 0;
      for (; p < end; p++) {
        c = bytes[p]! - 48;
        if (c < 0 || c > 9) break;
        units = units * 10 + c;
      }
      let digits = p - first;
      let decimals = 0;
      if (p < end && bytes[p] === mark && digits > 0) {
        const fractionStart = ++p;
        for (; p < end; p++) {
          c = bytes[p]! - 48;
          if (c < 0 || c > 9) break;
          units = units * 10 + c;
        }
        decimals = p - fractionStart;
        digits += decimals;
      }
      if (p !== end || digits === 0 || digits > 15 || decimals > 2) return slow(bytes, start, end);
      reader.decimals = decimals;
      return negative && units !== 0 ? -units : units;
    },
  };
  return reader;
}
