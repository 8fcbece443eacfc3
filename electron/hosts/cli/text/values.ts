/** `81.1 %`, or a dash where there is no rate. */
export function percent(rate: number | null | undefined, digits = 1): string {
  return rate === null || rate === undefined ? '–' : `${(rate * 100).toFixed(digits)} %`;
}

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toLocaleString('en-US');
}

/** Hours as people say them: minutes below one hour, days beyond three. */
export function duration(hours: number | null | undefined): string {
  if (hours === null || hours === undefined) return 'longer than seen';
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return hours < 72 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} d`;
}

/** `USD 1,234,567` without cents; null is "cannot be priced". */
export function money(value: { amount: string; currency: string } | null | undefined): string {
  return value ? `${value.currency} ${Math.round(Number(value.amount)).toLocaleString('en-US')}` : 'cannot be priced';
}

/** A text from an extract with everything that could steer a terminal shown as an escape. */
export function safe(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}
