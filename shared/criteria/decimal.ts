/**
 * A decimal times an integer, exactly, as decimal text in shortest form.
 * @param decimal `-?digits[.digits]`.
 */
export function timesInteger(decimal: string, factor: number): string {
  const [whole, fraction = ''] = decimal.replace('-', '').split('.') as [string, string?];
  const product = BigInt(whole + fraction) * BigInt(factor);
  return shiftLeft(decimal.startsWith('-') ? -product : product, fraction.length);
}

/** The largest integer at or below, and the smallest at or above, a decimal times 10^places. */
export function scaledBounds(decimal: string, places: number): { floor: bigint; ceil: bigint } {
  const negative = decimal.startsWith('-');
  const [whole, fraction = ''] = decimal.slice(negative ? 1 : 0).split('.') as [string, string?];
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const exact = !/[1-9]/.test(fraction.slice(places));
  if (negative) return { floor: exact ? -kept : -kept - 1n, ceil: -kept };
  return { floor: kept, ceil: exact ? kept : kept + 1n };
}

function shiftLeft(value: bigint, places: number): string {
  const negative = value < 0n;
  const digits = String(negative ? -value : value).padStart(places + 1, '0');
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  const text = (places === 0 ? digits : digits.slice(0, -places)) + (fraction === '' ? '' : `.${fraction}`);
  return negative ? `-${text}` : text;
}
