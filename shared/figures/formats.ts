/** A whole number with thousands separated: `1,204`. */
export function formatCount(count: number): string {
  const text = Math.abs(Math.round(count)).toString();
  return (count < 0 ? '−' : '') + text.replace(/\B(?=(\d{3})+$)/g, ',');
}

function trimZero(text: string): string {
  return text.replace(/\.0$/, '');
}

/** A probability as a percentage: one decimal below 10 %, `<0.1%` for what would round to nothing. */
export function formatPercent(probability: number | null): string {
  if (probability === null) return 'not measurable';
  const percent = probability * 100;
  if (percent === 0) return '0%';
  if (percent < 0.1) return '<0.1%';
  if (percent > 99.9 && percent < 100) return '>99.9%';
  if (percent < 9.95) return `${trimZero(percent.toFixed(1))}%`;
  return `${percent.toFixed(percent > 99 && percent < 100 ? 1 : 0)}%`;
}

/** An interval of probabilities: `28–34%`. Empty where there is none. */
export function formatInterval(low: number | null, high: number | null): string {
  if (low === null || high === null) return '';
  return `${formatPercent(low).replace('%', '')}–${formatPercent(high)}`;
}

/** `123 of 400`. */
export function formatFraction(numerator: number, denominator: number): string {
  return `${formatCount(numerator)} of ${formatCount(denominator)}`;
}

/** A difference of two probabilities in percentage points: `+4 pts`. */
export function formatPoints(difference: number): string {
  const points = difference * 100;
  const size = Math.abs(points);
  if (size < 0.05) return '±0 pts';
  const text = trimZero(size < 9.95 ? size.toFixed(1) : size.toFixed(0));
  return `${points > 0 ? '+' : '−'}${text} pts`;
}

/** A duration in hours, in the unit that reads best: `12 min`, `3.2 h`, `4.1 days`. `open` says what null means. */
export function formatHours(hours: number | null, open = 'longer than observed'): string {
  if (hours === null) return open;
  if (hours < 1 / 60) return hours === 0 ? '0 min' : 'under 1 min';
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  if (hours < 48) return `${trimZero(hours.toFixed(1))} h`;
  return formatDays(hours / 24);
}

/** A duration in days: `4.1 days`, `1 day`. */
export function formatDays(days: number | null, open = 'longer than observed'): string {
  if (days === null) return open;
  const text = days < 30 ? trimZero(days.toFixed(1)) : formatCount(days);
  return `${text} ${text === '1' ? 'day' : 'days'}`;
}

const symbols: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' };

function withCurrency(text: string, currency: string, negative: boolean): string {
  const symbol = symbols[currency];
  return `${negative ? '−' : ''}${symbol ? symbol + text : `${currency} ${text}`}`;
}

/** An amount at reading precision: `$1.23m`, `€410k`, `$87`. */
export function formatMoneyShort(amount: string, currency: string): string {
  const value = Number(amount);
  const size = Math.abs(value);
  const scaled = (divisor: number, unit: string) => {
    const part = size / divisor;
    return `${part < 9.995 ? part.toFixed(2) : part < 99.95 ? part.toFixed(1) : part.toFixed(0)}${unit}`;
  };
  const text =
    size >= 999_500_000
      ? scaled(1e9, 'bn')
      : size >= 999_500
        ? scaled(1e6, 'm')
        : size >= 9_999.5
          ? `${(size / 1e3).toFixed(0)}k`
          : formatCount(size);
  return withCurrency(text, currency, value < 0);
}

/** A sum with what stands in other currencies beside it: `$1.20m + €300k`. */
export function formatMoneyTotal(total: {
  amount: string;
  currency: string;
  otherCurrencies?: readonly { amount: string; currency: string }[];
}): string {
  return [total, ...(total.otherCurrencies ?? [])].map((money) => formatMoneyShort(money.amount, money.currency)).join(' + ');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `30 Jun 2026` from ISO-8601 text, in the zone that the text is written in. */
export function formatDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** `30 Jun 2026, 14:05 UTC` from ISO-8601 UTC text. */
export function formatMoment(iso: string): string {
  return iso.length > 10 ? `${formatDate(iso)}, ${iso.slice(11, 16)} UTC` : formatDate(iso);
}

/** `Jun 2026` from `2026-06`. */
export function formatMonth(month: string): string {
  return `${months[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

/** `Jun`, and `Jan 26` for the first month of a year, from `2026-01`. */
export function formatMonthShort(month: string): string {
  const name = months[Number(month.slice(5, 7)) - 1]!;
  return name === 'Jan' ? `Jan ${month.slice(2, 4)}` : name;
}

/** `1 lead`, `2 leads`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Said beside a figure over fewer than 30 records. */
export function tooFewText(count: number): string {
  return `too few (${formatCount(count)})`;
}
