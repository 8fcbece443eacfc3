import { ParleyError } from './errors.ts';

const pattern = /^(-?)(\d+)(?:\.(\d+))?$/;
const maxScale = 12;

/**
 * An amount in minor units as exact decimal text: 123456 at scale 2 is `1234.56`.
 * @param amountMinor whole units of 10^-scale; a number must be a safe integer (NaN, an empty field, is refused), a bigint may be any.
 * @param scale decimal places, 0…12.
 * @throws ParleyError E_MONEY for fractions of a unit, unsafe or empty amounts and other scales.
 */
export function formatMinor(amountMinor: number | bigint, scale: number): string {
  checkScale(scale);
  if (typeof amountMinor === 'number' && !Number.isSafeInteger(amountMinor))
    throw new ParleyError('E_MONEY', `Expected whole minor units within ±9007199254740991, got ${amountMinor}.`);
  const negative = amountMinor < 0;
  const digits = String(negative ? -amountMinor : amountMinor).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

/**
 * Decimal text to minor units, exactly.
 * @param text `1234.56`, `-0.5`, `12`; no grouping, no exponent, no plus, no spaces.
 * @param scale decimal places of the result, 0…12; zeros past it are allowed, other digits are not.
 * @throws ParleyError E_MONEY for other texts and for digits that the scale would lose.
 */
export function parseMinor(text: string, scale: number): bigint {
  checkScale(scale);
  const match = pattern.exec(text);
  if (match === null) throw new ParleyError('E_MONEY', 'Expected an amount in decimal digits like 1234.56, got other text.');
  const fraction = match[3] ?? '';
  if (/[1-9]/.test(fraction.slice(scale)))
    throw new ParleyError('E_MONEY', `Expected at most ${scale} decimal places in an amount, got ${fraction.length}.`);
  const amount = BigInt(match[2]! + fraction.slice(0, scale).padEnd(scale, '0'));
  return match[1] === '-' ? -amount : amount;
}

/**
 * The exact sum of amounts in minor units, also past 2^53.
 * @param amountsMinor whole units; NaN (an empty field) is left out.
 * @throws ParleyError E_MONEY for fractions of a unit, infinities and amounts past ±(2^53 − 1).
 */
export function sumMinor(amountsMinor: ArrayLike<number>): bigint {
  let whole = 0n;
  let part = 0;
  for (let i = 0; i < amountsMinor.length; i++) {
    const amount = amountsMinor[i]!;
    if (Number.isNaN(amount)) continue;
    if (!Number.isSafeInteger(amount))
      throw new ParleyError('E_MONEY', `Expected whole minor units within ±9007199254740991 in row ${i}, got ${amount}.`);
    const next = part + amount;
    if (Number.isSafeInteger(next)) part = next;
    else {
      whole += BigInt(part);
      part = amount;
    }
  }
  return whole + BigInt(part);
}

/**
 * The same amount at another scale.
 * @throws ParleyError E_MONEY where the smaller scale would lose digits.
 */
export function rescaleMinor(amountMinor: bigint, fromScale: number, toScale: number): bigint {
  checkScale(fromScale);
  checkScale(toScale);
  if (toScale >= fromScale) return amountMinor * 10n ** BigInt(toScale - fromScale);
  const divisor = 10n ** BigInt(fromScale - toScale);
  if (amountMinor % divisor !== 0n)
    throw new ParleyError('E_MONEY', `Expected an amount with at most ${toScale} decimal places, got one with ${fromScale}.`);
  return amountMinor / divisor;
}

function checkScale(scale: number): void {
  if (!Number.isInteger(scale) || scale < 0 || scale > maxScale)
    throw new ParleyError('E_MONEY', `Expected a scale of 0 to ${maxScale} decimal places, got ${scale}.`);
}
