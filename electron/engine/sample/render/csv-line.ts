/** One CSV record, every field quoted, as the exporters of Salesforce write it. */
export function csvLine(values: readonly (string | number | boolean)[]): string {
  const text = values.join('","');
  const quotesInside = text.split('"').length - 1 > 2 * (values.length - 1);
  return `"${quotesInside ? values.map((value) => String(value).replaceAll('"', '""')).join('","') : text}"`;
}

/** Cents as the CRM prints them: `12500.00`. */
export function amountText(cents: number): string {
  return (cents / 100).toFixed(2);
}
