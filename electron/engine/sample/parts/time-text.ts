const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const dayTexts = new Map<number, string>();

/** `2026-03-31` of a UTC time in seconds. */
export function dateText(utcSeconds: number): string {
  const day = Math.floor(utcSeconds / 86_400);
  let text = dayTexts.get(day);
  if (text === undefined) {
    text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    dayTexts.set(day, text);
  }
  return text;
}

/** `2026-03-31T09:00:00.000+0000` of a UTC time in whole seconds, as Data Loader writes it. */
export function dateTimeText(utcSeconds: number): string {
  const second = utcSeconds - Math.floor(utcSeconds / 86_400) * 86_400;
  const hours = twoDigits[Math.floor(second / 3600)];
  return `${dateText(utcSeconds)}T${hours}:${twoDigits[Math.floor(second / 60) % 60]}:${twoDigits[second % 60]}.000+0000`;
}
