/** A decimal number as its text says it: digits × 10^-decimals, negative or not. */
export interface DecimalText {
  negative: boolean;
  /** Digits without leading zeros, at least one. */
  digits: string;
  /** How many of the digits stand after the decimal mark; negative where an exponent or K, M, B shifts them up. */
  decimals: number;
  /** Written with an exponent, as spreadsheets do with long ids. */
  exponent: boolean;
}

export interface DecimalRules {
  decimal: '.' | ',';
  /** Currency signs or codes and K, M, B are part of the spelling. */
  money: boolean;
}

const blanks = /^[\s\u00a0\u202f]+|[\s\u00a0\u202f]+$/g;
const currency =
  /^(?:[A-Z]{3}(?![A-Za-z])|US\$|[$\u20ac\u00a3\u00a5\u20b9])[\s\u00a0\u202f]*|[\s\u00a0\u202f]*(?:[A-Z]{3}|[$\u20ac\u00a3\u00a5\u20b9])$/;
const bodies = {
  '.': /^(?:([1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+|[1-9]\d{0,2}(?:['\u2019]\d{3})+|\d+)(?:\.(\d*))?|\.(\d+))$/,
  ',': /^(?:([1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+|[1-9]\d{0,2}(?:['\u2019]\d{3})+|\d+)(?:,(\d*))?|,(\d+))$/,
};
const magnitudes: Record<string, number> = { K: 3, k: 3, M: 6, m: 6, B: 9, b: 9 };

/** Reads the spellings of numbers that exports hold: grouped digits, `(500)`, `1e5`, `45%`, and for money `$22,700.00`, `5 EUR`, `$342.09K`. */
export function readDecimalText(text: string, rules: DecimalRules): DecimalText | undefined {
  let body = text.replace(blanks, '');
  let negative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    negative = true;
    body = body.slice(1, -1);
    if (/^[-+\u2212]/.test(body)) return undefined;
  }
  const takeSign = () => {
    if (!/^[-+\u2212]/.test(body)) return false;
    negative = body[0] !== '+';
    body = body.slice(1);
    return true;
  };
  const signed = negative || takeSign();
  let shift = 0;
  if (rules.money) {
    body = body.replace(currency, '');
    if (!signed) takeSign();
    const magnitude = magnitudes[body.at(-1) ?? ''];
    if (magnitude !== undefined) {
      shift = magnitude;
      body = body.slice(0, -1);
    }
  } else if (body.endsWith('%')) {
    body = body.slice(0, -1).replace(blanks, '');
  }
  let exponent = false;
  const power = /[eE]([+-]?\d{1,4})$/.exec(body);
  if (power !== null && shift === 0) {
    exponent = true;
    shift = Number(power[1]);
    body = body.slice(0, power.index);
  }
  const parts = bodies[rules.decimal].exec(body);
  if (parts === null) return undefined;
  const whole = (parts[1] ?? '').replace(/\D/g, '');
  const fraction = parts[2] ?? parts[3] ?? '';
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  return { negative, digits: digits === '' ? '0' : digits, decimals: fraction.length - shift, exponent };
}
